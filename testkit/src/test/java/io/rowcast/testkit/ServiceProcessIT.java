package io.rowcast.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ServiceProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void packService() throws IOException {
        this.jar = this.folder.resolve("healthy.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, HealthyService.class.getName());
        String entry = HealthyService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream content = new JarOutputStream(Files.newOutputStream(this.jar), manifest);
                InputStream program = HealthyService.class.getResourceAsStream("/" + entry)) {
            content.putNextEntry(new JarEntry(entry));
            program.transferTo(content);
        }
    }

    @Test
    void aServiceKeepsItsPortOverKillAndRestart() {
        try (ServiceProcess service = ServiceProcess.of(this.jar).with("table", "users")) {
            service.start().awaitReady(PATIENCE);
            String first = service.get("/arguments");
            assertThat(first).isEqualTo("--server.port=" + service.port() + " --table=users");
            service.kill();
            assertThat(service.isRunning()).isFalse();
            service.restart().awaitReady(PATIENCE);
            assertThat(service.get("/arguments")).isEqualTo(first);
        }
        assertThat(Processes.mentioning(this.folder)).isEmpty();
    }

    @Test
    void stopLetsTheServiceEndInAnOrderlyWay() throws IOException {
        Path log = this.folder.resolve("logs").resolve("healthy.log");
        try (ServiceProcess service = ServiceProcess.of(this.jar).withLog(log)) {
            service.start().awaitReady(PATIENCE).stop();
            assertThat(service.isRunning()).isFalse();
        }
        assertThat(Files.readString(log)).contains("ended in an orderly way");
    }

    @Test
    void heapAndEnvironmentAreHandedOver() {
        try (ServiceProcess service = ServiceProcess.of(this.jar)
            .withHeapMegabytes(64)
            .withEnvironment("MOOD", "fine")) {
            service.start().awaitReady(PATIENCE);
            assertThat(Integer.parseInt(service.get("/heap"))).isBetween(48, 64);
            assertThat(service.get("/mood")).isEqualTo("fine");
        }
    }

    @Test
    void aPausedServiceDoesNotAnswer() {
        try (ServiceProcess service = ServiceProcess.of(this.jar)) {
            service.start().awaitReady(PATIENCE);
            service.pause();
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> service.get("/arguments"));
            service.resume();
            assertThat(service.get("/arguments")).startsWith("--server.port=");
        }
    }

    @Test
    void aServiceThatDiesSaysWhy() {
        try (ServiceProcess service = ServiceProcess.of(this.jar).withJvmOption("-XX:NoSuchOption")) {
            service.start();
            assertThatIllegalStateException().isThrownBy(() -> service.awaitReady(PATIENCE))
                .withMessageContaining("healthy.jar ended before it was ready")
                .withMessageContaining("NoSuchOption");
        }
    }

}
