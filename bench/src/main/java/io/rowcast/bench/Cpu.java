package io.rowcast.bench;

import java.time.Duration;

import io.rowcast.testkit.ServiceProcess;

/** The processor time that a process has taken, as the operating system counts it. */
final class Cpu {

    private Cpu() {
    }

    static Duration of(ServiceProcess service) {
        return of(ProcessHandle.of(service.pid()).orElseThrow());
    }

    static Duration ofThisProcess() {
        return of(ProcessHandle.current());
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    static double secondsBetween(Duration before, Duration after) {
        return after.minus(before).toNanos() / 1e9;
    }

}
