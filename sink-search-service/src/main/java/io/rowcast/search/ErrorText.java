package io.rowcast.search;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import org.jspecify.annotations.Nullable;

/**
 * Errors of Elasticsearch in words. Its own reasons quote documents and ids ("Preview of
 * field's value: ...", the bulk request that timed out), so that of an error which comes
 * with documents only the type, the field, and known harmless parts are told.
 */
final class ErrorText {

    private static final Pattern PARSED_FIELD = Pattern
        .compile("^(?:\\[\\d+:\\d+] )?failed to parse field \\[([^]]{1,255})] of type \\[(\\w+)]");

    private static final Pattern UNKNOWN_FIELD = Pattern
        .compile("dynamic introduction of \\[([^]]{1,255})] within \\[([^]]{1,255})] is not allowed$");

    private static final Pattern LONG_FIELD = Pattern
        .compile("^Document contains at least one immense term in field=\"([^\"]{1,255})\"");

    /** Their reasons name indices, users and limits. */
    private static final Set<String> WITHOUT_DOCUMENTS = Set.of("cluster_block_exception", "index_closed_exception",
            "index_not_found_exception", "security_exception", "circuit_breaking_exception",
            "master_not_discovered_exception", "unavailable_shards_exception", "no_shard_available_action_exception",
            "invalid_index_name_exception");

    private ErrorText() {
    }

    /** Why a document was refused. */
    static String ofDocument(@Nullable ErrorCause error) {
        if (error == null) {
            return "refused without a reason";
        }
        StringBuilder text = new StringBuilder(String.valueOf(error.type()));
        String reason = (error.reason() != null) ? error.reason() : "";
        Matcher parsed = PARSED_FIELD.matcher(reason);
        Matcher unknown = UNKNOWN_FIELD.matcher(reason);
        Matcher tooLong = LONG_FIELD.matcher(reason);
        if (parsed.find()) {
            text.append(": field ").append(parsed.group(1)).append(" is mapped as ").append(parsed.group(2));
        }
        else if (unknown.find()) {
            text.append(": field ")
                .append(unknown.group(1))
                .append(" of ")
                .append(unknown.group(2))
                .append(" is not in the mapping");
        }
        else if (tooLong.find()) {
            text.append(": field ").append(tooLong.group(1)).append(" is longer than 32766 bytes");
        }
        for (ErrorCause cause = error.causedBy(); cause != null; cause = cause.causedBy()) {
            text.append(", caused by ").append(cause.type());
        }
        return text.toString();
    }

    /** Why a request with documents failed. */
    static String ofBulk(@Nullable ErrorCause error) {
        if (error == null) {
            return "without a reason";
        }
        if (error.type() == null || error.reason() == null || !WITHOUT_DOCUMENTS.contains(error.type())) {
            return String.valueOf(error.type());
        }
        int request = error.reason().indexOf(" request: ");
        return error.type() + ": " + ((request >= 0) ? error.reason().substring(0, request) : error.reason());
    }

    /** Why a request without documents failed. */
    static String ofRequest(@Nullable ErrorCause error) {
        return (error != null) ? error.type() + ": " + error.reason() : "without a reason";
    }

}
