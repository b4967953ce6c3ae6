package io.rowcast.ingest;

import io.rowcast.ingest.publish.PublishedTable;
import io.rowcast.ingest.source.Findings;
import io.rowcast.ingest.source.IdRanges;
import io.rowcast.ingest.source.Position;
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

    /** A pass tells of so many ranges one by one. */
    private static final int MOST_WARNINGS = 100;

    void published(SourcePage page) {
        long rejected = page.rows().stream().filter(SourceRow::isRejected).count();
        this.metrics.read(page.rows().size());
        long published = page.rows().stream().filter(SourceRow::isPublished).count();
        this.metrics.published(published, rejected);
        this.metrics.filtered(page.rows().size() - published - rejected);
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
        Findings findings = page.findings();
        Position position = page.next().position();
        this.metrics.gapsOpen((position != null) ? position.openGaps() : 0);
        this.metrics.gapsGivenUp(findings.givenUp().size());
        this.metrics.withoutTimestamp(findings.withoutTimestamp());
        IdRanges givenUp = findings.givenUp();
        givenUp.texts(MOST_WARNINGS)
            .forEach(ids -> log.warn("{}: gave up waiting for rows with the ids {}", this.table.source(), ids));
        if (givenUp.size() > MOST_WARNINGS) {
            log.warn("{}: gave up waiting for {} more ranges of ids", this.table.source(),
                    givenUp.size() - MOST_WARNINGS);
        }
        if (!findings.givenUpInitially().isEmpty()) {
            log.info("{}: no rows have the ids {}, which the first reading passed", this.table.source(),
                    findings.givenUpInitially());
        }
    }

}
