package io.rowcast.s3;

/** How an object is compressed as a whole. */
enum Compression {

    /** Not at all. */
    NONE("", "application/x-ndjson") {
        @Override
        ByteSink over(ByteSink sink, MemoryBudget.Share memory) {
            return sink;
        }
    },

    /** With gzip; the same rows always become the same bytes. */
    GZIP(".gz", "application/gzip") {
        @Override
        ByteSink over(ByteSink sink, MemoryBudget.Share memory) {
            return new GzipSink(sink, memory);
        }
    };

    private final String suffix;

    private final String contentType;

    Compression(String suffix, String contentType) {
        this.suffix = suffix;
        this.contentType = contentType;
    }

    /** Returns a sink that compresses into another. */
    abstract ByteSink over(ByteSink sink, MemoryBudget.Share memory);

    /** Returns what is added to the names of objects. */
    String suffix() {
        return this.suffix;
    }

    String contentType() {
        return this.contentType;
    }

}
