package io.rowcast.ingest.publish;

import io.rowcast.ingest.source.TableName;

/**
 * Names the topics of tables: {@code {prefix}}, {@code {source}}, {@code {schema}} and
 * {@code {table}} stand for what they say. Not with a dollar sign: Spring would put in
 * whatever an environment variable of that name happens to be.
 *
 * @param template such as <code>{prefix}{table}</code>
 * @param prefix the value of {@code rowcast.topic-prefix}
 * @param source name of the source
 */
public record TopicTemplate(String template, String prefix, String source) {

    /** What a template may look like. */
    public static final String PATTERN = "(\\{(prefix|source|schema|table)\\}|[a-zA-Z0-9._-])+";

    /** Characters that no topic may have become {@code _}. */
    public String topic(TableName table) {
        return this.template.replace("{prefix}", this.prefix)
            .replace("{source}", this.source)
            .replace("{schema}", table.schema())
            .replace("{table}", table.table())
            .replaceAll("[^a-zA-Z0-9._-]", "_");
    }

}
