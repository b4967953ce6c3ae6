package io.rowcast.connect;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Instances of what is not thread-safe: as many as threads have used one at the same
 * time. Thread-safe.
 *
 * @param <T> what one thread uses at a time
 */
final class Instances<T> {

    private final Supplier<T> maker;

    private final Consumer<T> closer;

    private final Deque<T> idle = new ConcurrentLinkedDeque<>();

    /** Makes the first instance. */
    Instances(Supplier<T> maker, Consumer<T> closer) {
        this.maker = maker;
        this.closer = closer;
        this.idle.push(maker.get());
    }

    <R extends @Nullable Object> R use(Function<T, R> use) {
        T free = this.idle.poll();
        T instance = (free != null) ? free : this.maker.get();
        try {
            return use.apply(instance);
        }
        finally {
            this.idle.push(instance);
        }
    }

    /** Closes those that are not in use. */
    void close() {
        for (T instance = this.idle.poll(); instance != null; instance = this.idle.poll()) {
            this.closer.accept(instance);
        }
    }

}
