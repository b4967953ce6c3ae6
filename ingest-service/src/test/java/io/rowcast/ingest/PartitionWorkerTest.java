package io.rowcast.ingest;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowcast.connect.TransformChain;
import io.rowcast.connect.TransformProperties;
import io.rowcast.ingest.publish.StoredTable;
import io.rowcast.ingest.source.JsonRows;
import io.rowcast.ingest.source.OpenRounds;
import io.rowcast.ingest.source.PageMemory;
import io.rowcast.ingest.source.RowOutput;
import io.rowcast.ingest.source.TableName;
import io.rowcast.ingest.source.TableReader;
import io.rowcast.ingest.source.postgres.PostgresDialect;
import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.Backoff;
import io.rowcast.operator.PipelineStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An {@link Error} ends nothing, and is told once. */
@ExtendWith(OutputCaptureExtension.class)
class PartitionWorkerTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private final AtomicInteger attempts = new AtomicInteger();

    private final ChosenTable users = new TableChoice(new SourceNames("db", "db.", "public"),
            new Binder(new MapConfigurationPropertySource(
                    Map.of("rowcast.tables[0].name", "users", "rowcast.tables[0].incrementing-column", "id")))
                .bind("rowcast", IngestProperties.class)
                .get())
        .of(List.of(new TableName("public", "users")))
        .getFirst();

    private TablePoller poller(ChosenTable table, Runnable wake) {
        AbstractDataSource driver = new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                PartitionWorkerTest.this.attempts.incrementAndGet();
                throw new AssertionError("the driver is wrong");
            }

            @Override
            public Connection getConnection(String username, String password) {
                return getConnection();
            }
        };
        TableReader reader = new TableReader(new PostgresDialect(), driver, table.source(), new PageMemory(0),
                new OpenRounds(1),
                new RowOutput("P_users", new TransformChain<>(new TransformProperties(List.of())), new JsonRows()),
                Clock.systemUTC());
        Workers.Readers readers = (source, topic) -> reader;
        Backfill backfill = new TableReaders(readers, readers, (step, delay) -> {
        }).backfill(table, BACKOFF, wake, () -> {
        });
        return new TablePoller(table, readers, new AskedRequests(), BACKOFF,
                new IngestMetrics(new SimpleMeterRegistry()).of(table.name()),
                new TableStatus(table.name(), Clock.systemUTC()), backfill);
    }

    @Test
    @SuppressWarnings("NullAway")
    void oneOfTheDriverHoldsTheTable(CapturedOutput output) {
        TablePoller poller = poller(this.users, () -> {
        });
        poller.resume(new StoredTable(null, false, List.of(), 0));
        poller.poll(null);
        assertThat(poller.status().state()).isEqualTo(State.HELD);
        assertThat(poller.status().lastError()).isEqualTo("the driver is wrong");
        poller.poll(null);
        assertThat(this.attempts).hasValue(2);
        assertThat(output).containsOnlyOnce("AssertionError")
            .containsOnlyOnce("public.users: HELD: the driver is wrong");
    }

    @Test
    void oneOfTheProducerDelaysThePartition(CapturedOutput output) {
        PartitionTables tables = new PartitionTables(this::poller, keys -> Map.of());
        tables.choose(List.of(this.users));
        PartitionWorker worker = new PartitionWorker(0, tables, () -> {
            this.attempts.incrementAndGet();
            throw new NoClassDefFoundError("a class is missing");
        }, BACKOFF, null);
        try {
            await().until(() -> this.attempts.get() > 2);
            assertThat(tables.statuses().getFirst().lastError()).isEqualTo("a class is missing");
            assertThat(tables.statuses().getFirst().state()).isEqualTo(State.RETRYING);
            assertThat(output).containsOnlyOnce("NoClassDefFoundError");
        }
        finally {
            worker.stop();
            worker.awaitEnd();
        }
    }

}
