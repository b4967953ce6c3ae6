package io.rowcast.ingest;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RecoveryCheckTest {

    private final AtomicInteger recoveries = new AtomicInteger();

    private boolean isAway;

    private final RecoveryCheck check = new RecoveryCheck(() -> {
        if (this.isAway) {
            throw new IllegalStateException("away");
        }
    }, this.recoveries::incrementAndGet);

    @Test
    void whatIsBackIsToldOnce() {
        this.check.run();
        assertThat(this.recoveries).hasValue(0);
        this.isAway = true;
        assertThatIllegalStateException().isThrownBy(this.check::run).withMessage("away");
        assertThatIllegalStateException().isThrownBy(this.check::run);
        assertThat(this.recoveries).hasValue(0);
        this.isAway = false;
        this.check.run();
        this.check.run();
        assertThat(this.recoveries).hasValue(1);
    }

}
