package io.rowcast.bench;

/** The figures of ingest-service beside those of a bare SELECT of the same rows. */
final class AgainstSelect {

    private final int rows;

    private final Figures select = new Figures();

    private final Figures selectCpu = new Figures();

    private final Figures ingest = new Figures();

    private final Figures ingestCpu = new Figures();

    /**
     * Has no figures yet.
     * @param rows of a round
     */
    AgainstSelect(int rows) {
        this.rows = rows;
    }

    void add(Span published, Span read) {
        this.select.add(this.rows / read.seconds());
        this.selectCpu.add(read.cpuSeconds() * 1e6 / this.rows);
        this.ingest.add(this.rows / published.seconds());
        this.ingestCpu.add(published.cpuSeconds() * 1e6 / this.rows);
    }

    void print(String what) {
        this.select.print("bare SELECT, rows/s", "%,.0f");
        this.ingest.print(what, "%,.0f");
        this.ingest.over(this.select).print("ratio, ingest-service / bare SELECT (at least 0.5)", "%.2f");
        this.selectCpu.print("bare SELECT, CPU s per million rows", "%.2f");
        this.ingestCpu.print("ingest-service, CPU s per million rows (at most 5)", "%.2f");
    }

}
