package io.rowcast.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that starts guarded processes which do nothing, and waits to be killed. */
final class GuardedSleeps {

    static final int COUNT = 10;

    private GuardedSleeps() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sleeps");
        for (int i = 0; i < COUNT; i++) {
            GuardedProcess
                .start(new ProcessLaunch(List.of("sleep", "1000"), Map.of(), folder, folder.resolve(i + ".log"), null));
        }
        System.out.println("READY");
        Thread.currentThread().join();
    }

}
