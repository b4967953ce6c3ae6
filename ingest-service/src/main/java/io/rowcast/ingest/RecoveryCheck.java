package io.rowcast.ingest;

/**
 * A check that tells, once, when it succeeds after it has failed: whoever waits to try
 * again need not wait any longer. For one thread.
 */
final class RecoveryCheck implements Runnable {

    private final Runnable check;

    private final Runnable recovered;

    private boolean isFailing;

    /**
     * Checks nothing yet.
     * @param check throws when something is not available
     * @param recovered is told
     */
    RecoveryCheck(Runnable check, Runnable recovered) {
        this.check = check;
        this.recovered = recovered;
    }

    @Override
    public void run() {
        try {
            this.check.run();
        }
        catch (RuntimeException ex) {
            this.isFailing = true;
            throw ex;
        }
        if (this.isFailing) {
            this.isFailing = false;
            this.recovered.run();
        }
    }

}
