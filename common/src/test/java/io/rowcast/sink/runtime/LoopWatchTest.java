package io.rowcast.sink.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoopWatchTest {

    private final AtomicLong nanos = new AtomicLong();

    private final List<Object> events = new CopyOnWriteArrayList<>();

    private final CountDownLatch answer = new CountDownLatch(1);

    private final LoopWatch watch = new LoopWatch(Duration.ofSeconds(20), Duration.ofMinutes(5), this.events::add,
            this.nanos::get);

    private Thread consumer;

    private void waitForTheTarget() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        this.consumer = Thread.ofPlatform().start(() -> this.watch.run(() -> {
            begun.countDown();
            awaitAnswer();
        }));
        begun.await();
    }

    private void awaitAnswer() {
        try {
            this.answer.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        this.answer.countDown();
        this.consumer.join();
    }

    private void after(Duration time) {
        this.nanos.set(time.toNanos());
    }

    @Test
    void aCallThatTakesLongIsToldWithItsPlaceUntilItReturns() throws InterruptedException {
        waitForTheTarget();
        after(Duration.ofSeconds(20));
        assertThatCode(this.watch::check).doesNotThrowAnyException();
        after(Duration.ofSeconds(21));
        assertThatThrownBy(this.watch::check).hasMessage("a consumer has not come round for 21 s: it stands in "
                + LoopWatchTest.class.getName() + ".awaitAnswer");
        assertThat(this.events).isEmpty();
        end();
        assertThatCode(this.watch::check).doesNotThrowAnyException();
    }

    @Test
    void aCallThatTakesLongerThanTheGroupWaitsIsCuredByARestart() throws InterruptedException {
        waitForTheTarget();
        after(Duration.ofMinutes(6));
        assertThatThrownBy(this.watch::check).hasMessageContaining("for 360 s");
        assertThatThrownBy(this.watch::check).hasMessageContaining("for 360 s");
        assertThat(this.events).singleElement()
            .isInstanceOfSatisfying(AvailabilityChangeEvent.class,
                    event -> assertThat(event.getState()).isEqualTo(LivenessState.BROKEN));
    }

}
