package io.rowcast.search;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import io.rowcast.sink.TopicRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk request does with one document. The version is external: an action that is
 * older than what the index knows of the document, or is sent again, changes nothing.
 *
 * @param record the record that the action is made of
 * @param index the index, or an alias of it
 * @param id the document
 * @param json the document's content on one line, null to delete it
 */
record BulkAction(TopicRecord record, String index, String id, byte @Nullable [] json) {

    /** The line that names action, index, id and version, beside the two names. */
    private static final int ACTION_LINE = 80;

    /** Returns about how many bytes the action takes in a request. */
    int bytes() {
        return ((this.json != null) ? this.json.length : 0) + this.index.length() + this.id.length() + ACTION_LINE;
    }

    /**
     * Returns the operation for the client, which puts a document that is
     * {@link BinaryData} into the body as it is.
     */
    BulkOperation operation() {
        byte[] document = this.json;
        if (document == null) {
            return BulkOperation.of(operation -> operation.delete(delete -> delete.index(this.index)
                .id(this.id)
                .version(this.record.version())
                .versionType(VersionType.External)));
        }
        return BulkOperation.of(operation -> operation.index(index -> index.index(this.index)
            .id(this.id)
            .version(this.record.version())
            .versionType(VersionType.External)
            .document(BinaryData.of(document, ContentType.APPLICATION_JSON))));
    }

}
