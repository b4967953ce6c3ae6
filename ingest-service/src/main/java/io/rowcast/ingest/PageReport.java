package io.rowcast.ingest;

import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.source.SourcePage;
import io.rowcast.ingest.source.SourceRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, in metrics and the log, what a page held once it is published.
 *
 * @param table the table
 * @param metrics its metrics
 */
record PageReport(PublishedTable table, IngestMetrics.Table metrics) {

    private static final Logger log = LoggerFactory.getLogger(PageReport.class);

    void published(SourcePage page) {
        long rejected = page.rows().stream().filter(SourceRow::isRejected).count();
        this.metrics.read(page.rows().size());
        this.metrics.published(page.rows().size() - rejected, rejected);
        reportRejections(page);
        reportGaps(page);
    }

    private void reportRejections(SourcePage page) {
        page.rows()
            .stream()
            .filter(SourceRow::isRejected)
            .forEach(row -> log.warn("{}: a row is in topic {} only: {}", this.table.source(),
                    this.table.deadLetterTopic(), row.rejection()));
    }

    private void reportGaps(SourcePage page) {
        this.metrics.gapsOpen(page.next().gaps().size());
        this.metrics.gapsGivenUp(page.givenUp().size());
        if (!page.givenUp().isEmpty()) {
            log.warn("{}: gave up waiting for rows with the ids {}", this.table.source(), page.givenUp());
        }
        if (!page.givenUpInitially().isEmpty()) {
            log.info("{}: no rows have the ids {}, which the first reading passed", this.table.source(),
                    page.givenUpInitially());
        }
    }

}
