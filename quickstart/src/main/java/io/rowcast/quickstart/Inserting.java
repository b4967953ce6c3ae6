package io.rowcast.quickstart;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Inserts on a thread of its own. */
final class Inserting {

    private final FutureTask<?> task;

    private Inserting(Runnable insert) {
        this.task = new FutureTask<>(insert, null);
    }

    /** Begins. */
    static Inserting start(Runnable insert) {
        Inserting inserting = new Inserting(insert);
        Thread.ofPlatform().daemon().name("people").start(inserting.task);
        return inserting;
    }

    /**
     * Tells whether everything is inserted.
     * @throws ExecutionException if it has failed, which is no way to end
     */
    boolean isDone() throws ExecutionException, InterruptedException {
        if (!this.task.isDone()) {
            return false;
        }
        this.task.get();
        return true;
    }

    /**
     * Waits for the end, but not for longer than a second.
     * @throws ExecutionException if it has failed
     */
    void awaitSecond() throws ExecutionException, InterruptedException {
        try {
            this.task.get(1, TimeUnit.SECONDS);
        }
        catch (TimeoutException ex) {
            // Not yet.
        }
    }

}
