package io.rowcast.ingest.source.postgres;

import java.util.Set;

import io.rowcast.ingest.source.ColumnType;
import io.rowcast.ingest.source.SourceType;
import io.rowcast.ingest.source.TimeText;
import org.jspecify.annotations.Nullable;

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
public record PostgresType(String name, int modifier, int arrays, char delimiter, String declaration,
        String element) implements SourceType {

    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");

    private static final Set<String> ORDERED = Set.of("numeric", "text", "varchar", "bpchar", "uuid");

    /** A long has 19 digits, but not all of them. */
    private static final int DIGITS_OF_LONG = 18;

    private static final Set<String> KINDS = Set.of("", "enum", "composite", "range");

    boolean isArray() {
        return this.arrays > 0;
    }

    /** Returns what a value is cast to; without a modifier, which might round it. */
    String forCast() {
        boolean isNamed = !KINDS.contains(this.name) && this.name.indexOf('.') < 0;
        return (isNamed && !isArray()) ? this.name : this.declaration;
    }

    @Override
    public @Nullable ColumnType column() {
        return PostgresTypes.of(this);
    }

    @Override
    public ColumnType text() {
        return PostgresTypes.text(this);
    }

    @Override
    public Growth growth() {
        if (isArray()) {
            return Growth.NONE;
        }
        if (INTEGERS.contains(this.name) || (this.name.equals("numeric") && isShortNumeric())) {
            return Growth.WHOLE;
        }
        return ORDERED.contains(this.name) ? Growth.ORDERED : Growth.NONE;
    }

    /** As {@code numeric(18)}, without digits behind the point. */
    private boolean isShortNumeric() {
        int declared = this.modifier - 4;
        return this.modifier >= 0 && (declared & 0x7ff) == 0 && (declared >> 16 & 0xffff) <= DIGITS_OF_LONG;
    }

    @Override
    public @Nullable TimeText times() {
        return isArray() ? null : PostgresTime.of(this.name);
    }

    @Override
    public String parameter() {
        return "CAST(? AS " + forCast() + ")";
    }

    @Override
    public String printed(String expression) {
        return (times() != null) ? "CAST(" + expression + " AS text)" : expression;
    }

    @Override
    public String canonical(String printed) {
        return (times() == PostgresTime.ZONED) ? PostgresText.zonedTimestamp(printed) : printed;
    }

}
