package io.rowcast.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.rowcast.operator.PipelineStatus.State;
import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.PostgresServer;
import io.rowcast.testkit.Servers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The broker breaks in many ways; the service stays up and goes on by itself. */
@ExtendWith({ Servers.class, OutputCaptureExtension.class })
class BrokerFaultsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * With the 15 s until an operator is told it is longer than any request (10 s),
     * delivery (20 s) or session (6 s) may last.
     */
    private static final Duration AWAY = Duration.ofSeconds(10);

    /** A broker that is away, or takes nothing, is noticed within 5 s and not 20. */
    private static final String[] IMPATIENT = { "spring.kafka.producer.properties[request.timeout.ms]=3000",
            "spring.kafka.producer.properties[delivery.timeout.ms]=5000",
            "spring.kafka.producer.properties[max.block.ms]=4000" };

    private static final KafkaServer KAFKA = KafkaServer.temporary();

    private final PostgresServer postgres;

    private Source source;

    BrokerFaultsIT(PostgresServer postgres) {
        this.postgres = postgres;
    }

    @BeforeAll
    static void startServer() {
        KAFKA.start();
    }

    @AfterAll
    static void closeServer() {
        KAFKA.close();
    }

    @BeforeEach
    void createDatabase() {
        this.source = Source.create(this.postgres);
    }

    private String topic(String table) {
        return RunningIngest.prefix(this.source) + table;
    }

    /**
     * One service loses its broker, the other one's hangs; for longer than any request,
     * delivery or session may last.
     */
    @Test
    void oneThatIsAwayOrHangsForLongGetsEachRowOnce(CapturedOutput output) {
        Source other = Source.create(this.postgres);
        String[] killed = { "killed" };
        String[] hanging = { "hanging" };
        try (KafkaServer hangingKafka = KafkaServer.temporary()) {
            hangingKafka.start();
            try (FaultScene away = FaultScene.start(this.source, KAFKA, output, List.of(killed));
                    FaultScene hangs = FaultScene.start(other, hangingKafka, output, List.of(hanging))) {
                KAFKA.kill();
                hangingKafka.pause();
                away.insert();
                hangs.insert();
                away.awaitTold("", killed);
                hangs.awaitTold("", hanging);
                await().during(AWAY)
                    .atMost(AWAY.plus(TIMEOUT))
                    .until(() -> !away.ingest().isReady() && !hangs.ingest().isReady());
                hangingKafka.resume();
                KAFKA.restart();
                away.insert();
                hangs.insert();
                away.awaitAllRows();
                hangs.awaitAllRows();
                away.assertFailureToldOnce(killed);
                hangs.assertFailureToldOnce(hanging);
                assertThat(away.lines("kafka is not available")).hasSize(2);
            }
        }
    }

    @Test
    void oneThatIsKilledAgainAndAgainOrStoppedGetsEachRowOnce(CapturedOutput output) {
        try (FaultScene scene = FaultScene.start(this.source, KAFKA, output, List.of("one", "two"))) {
            for (int i = 0; i < 2; i++) {
                scene.insert();
                KAFKA.kill();
                scene.insert();
                KAFKA.restart();
            }
            scene.insert();
            scene.awaitAllRows();
            KAFKA.stop();
            scene.insert();
            scene.awaitTold("", "one", "two");
            assertThat(scene.ingest().ask("public.one", "{\"action\":\"pause\"}")).startsWith("202 ");
            KAFKA.start();
            scene.awaitState(State.PAUSED, "one");
            scene.ingest().ask("public.one", "{\"action\":\"resume\"}");
            scene.awaitAllRows();
        }
    }

    @Test
    void whatIsRefusedConcernsItsTablesOnly(CapturedOutput output) throws Exception {
        List<String> tables = FaultScene.apart("t", 4);
        String[] refused = { tables.get(0), tables.get(1) };
        String narrow = tables.get(2);
        String healthy = tables.get(3);
        String service = "ingest-service-" + this.source.database();
        ResourcePattern topic = resource(ResourceType.TOPIC, topic(refused[0]));
        ResourcePattern id = resource(ResourceType.TRANSACTIONAL_ID,
                "rowcast-" + this.source.database() + "-" + FaultScene.partition(refused[1]));
        ResourcePattern group = resource(ResourceType.GROUP, service);
        try (FaultScene scene = FaultScene.start(this.source, KAFKA, output, tables);
                Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            refuse(admin, topic, AclOperation.WRITE);
            refuse(admin, id, AclOperation.WRITE);
            refuse(admin, group, AclOperation.READ);
            scene.insert();
            scene.awaitTold("Not authorized to access topics: \\[" + topic.name(), refused[0]);
            scene.awaitTold("cannot be taken over as " + id.name() + ": Transactional Id authorization failed",
                    refused[1]);
            String refusal = "the broker refuses the consumer group " + service;
            await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(scene.ingest().get("/actuator/health/readiness")).startsWith("503")
                    .contains(refusal));
            // What is owned goes on though the group is refused.
            rejectLargeRow(scene, admin, narrow);
            scene.insert(healthy);
            scene.awaitRows(healthy);
            scene.awaitRetries(refused[0], 3);
            permit(admin, topic);
            permit(admin, id);
            permit(admin, group);
            scene.awaitAllRows();
            scene.assertToldOnce(refused);
            scene.assertUntold(healthy);
            scene.assertUntold(narrow);
            assertThat(scene.lines(refusal)).hasSize(1);
            assertThat(scene.lines("group is available")).hasSize(2);
            assertThat(scene.lines("Authorization Exception")).isEmpty();
        }
    }

    /** It goes to the dead letters, alone. */
    private void rejectLargeRow(FaultScene scene, Admin admin, String table) throws Exception {
        admin
            .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic(table)), List
                .of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "10000"), AlterConfigOp.OpType.SET))))
            .all()
            .get();
        try (PublishedTopic letters = new PublishedTopic(KAFKA, topic(table) + ".ingest.dlq")) {
            // Of digits that hardly compress.
            this.source.execute("INSERT INTO " + table + " (id, note) SELECT 1000, string_agg(md5(i::text), '') "
                    + "FROM generate_series(1, 2000) AS i");
            scene.insert(table);
            await().atMost(TIMEOUT).ignoreExceptions().until(() -> letters.records().size() == 1);
            assertThat(letters.records().getFirst().value()).contains("{\"key\":{\"id\":1000},\"size\":640")
                .contains("the row is larger than the broker takes");
            this.source.execute("DELETE FROM " + table + " WHERE id = 1000");
        }
    }

    /** The operating system refuses each write, as when there is no space left. */
    @Test
    void oneWhoseDiskIsFullGetsEachRowOnceWhenItHasRoomAgain(CapturedOutput output) {
        try (FaultScene scene = FaultScene.start(this.source, KAFKA, output, List.of("one", "two"), IMPATIENT)) {
            KAFKA.refuseWrites();
            scene.insert();
            scene.awaitTold("", "one", "two");
            KAFKA.restart();
            scene.insert();
            scene.awaitAllRows();
            scene.assertFailureToldOnce("one", "two");
        }
    }

    private static ResourcePattern resource(ResourceType type, String name) {
        return new ResourcePattern(type, name, PatternType.LITERAL);
    }

    /** All may do all with it, but for one operation that nobody may do. */
    private static void refuse(Admin admin, ResourcePattern resource, AclOperation operation)
            throws InterruptedException, ExecutionException {
        admin.createAcls(List.of(acl(resource, AclOperation.ALL, AclPermissionType.ALLOW),
                acl(resource, operation, AclPermissionType.DENY)))
            .all()
            .get();
    }

    private static void permit(Admin admin, ResourcePattern resource) throws InterruptedException, ExecutionException {
        admin.deleteAcls(List.of(acl(resource, AclOperation.ALL, AclPermissionType.ALLOW).toFilter(),
                acl(resource, AclOperation.WRITE, AclPermissionType.DENY).toFilter(),
                acl(resource, AclOperation.READ, AclPermissionType.DENY).toFilter()))
            .all()
            .get();
    }

    private static AclBinding acl(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

}
