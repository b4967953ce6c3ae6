package io.rowcast.ingest;

import java.time.Instant;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.MySqlServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.class)
class ReplicasIT {

    private final KafkaServer kafka;

    ReplicasIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    /** One replica is killed, another hangs and adds nothing when it returns. */
    @Test
    void oneTakesTheTablesOfAnotherThatIsKilledOrThoughtDead(PostgresServer postgres, MySqlServer mysql) {
        try (ReplicaPair killed = new ReplicaPair(Source.create(postgres), this.kafka);
                ReplicaPair paused = new ReplicaPair(MySqlSource.create(mysql), this.kafka)) {
            killed.awaitShared();
            paused.awaitShared();
            killed.insert();
            paused.insert();
            killed.awaitRows();
            paused.awaitRows();
            Instant lost = Instant.now();
            killed.one().kill();
            paused.one().pause();
            killed.insert();
            paused.insert();
            killed.awaitRows();
            paused.awaitRows();
            killed.assertTakenOverSince(lost);
            paused.assertTakenOverSince(lost);
            paused.one().resume();
            paused.insert();
            paused.awaitRows();
            paused.awaitShared();
            paused.insert();
            paused.awaitRows();
        }
    }

}
