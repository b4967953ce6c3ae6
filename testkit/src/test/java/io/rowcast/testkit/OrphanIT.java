package io.rowcast.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisabledIfSystemProperty(named = "rowcast.servers", matches = "containers",
        disabledReason = "Testcontainers removes containers")
class OrphanIT {

    @Test
    void noServerOutlivesTheJvmThatStartedIt(@TempDir Path folder) throws IOException {
        Process jvm = new ProcessBuilder(new JavaCommand("-Xmx128m").mainClass(System.getProperty("java.class.path"),
                AllServers.class.getName(), folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        try {
            assertThat(jvm.inputReader().readLine()).isEqualTo("READY");
            assertThat(Processes.mentioning(folder)).hasSizeGreaterThan(10);
        }
        finally {
            jvm.destroyForcibly();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> Processes.mentioning(folder).isEmpty());
        assertThat(folder.resolve("postgres").resolve("data").resolve("PG_VERSION")).exists();
        assertThat(folder.resolve("mysql").resolve("data").resolve("ibdata1")).exists();
    }

}
