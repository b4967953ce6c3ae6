package io.rowcast.ingest.source;

import java.util.Set;

/**
 * The type of a column as PostgreSQL's catalog describes it. A domain is described as
 * what it is made of.
 *
 * @param name the name in {@code pg_catalog}, of an array that of the elements; of other
 * types {@code enum}, {@code composite} or {@code range}, of an extension's type
 * {@code extension.type}; empty where nothing is known
 * @param modifier such as a length; -1 without one. Of {@code money} the digits behind
 * the point, which the database's {@code lc_monetary} says
 * @param arrays 0 for no array, 1 for an array, more where the elements are domains over
 * arrays
 * @param delimiter what stands between the elements of an array
 * @param declaration the type as in {@code CREATE TABLE}
 * @param element the same of a single element
 */
record PostgresType(String name, int modifier, int arrays, char delimiter, String declaration, String element) {

    private static final Set<String> KINDS = Set.of("", "enum", "composite", "range");

    boolean isArray() {
        return this.arrays > 0;
    }

    /** Returns what a value is cast to; without a modifier, which might round it. */
    String forCast() {
        boolean isNamed = !KINDS.contains(this.name) && this.name.indexOf('.') < 0;
        return (isNamed && !isArray()) ? this.name : this.declaration;
    }

}
