package io.rowcast.ingest.source;

import org.jspecify.annotations.Nullable;

/** The type of a column, as its database describes it. */
public interface SourceType {

    /** Returns the type as in {@code CREATE TABLE}. */
    String declaration();

    /** Returns what a column becomes; null where there is no mapping for its type. */
    @Nullable ColumnType column();

    /**
     * Returns what a column of any type can become: the text that the database prints.
     */
    ColumnType text();

    /** Returns what can be said of ids of this type. */
    Growth growth();

    /** Returns how its times are spelled; null where it is no timestamp and no date. */
    @Nullable TimeText times();

    /** Returns a parameter of a query that is compared with a column, as in SQL. */
    String parameter();

    /**
     * Returns an expression of this type, to be selected so that the driver gives its
     * text, which a {@link #parameter} takes.
     */
    default String printed(String expression) {
        return expression;
    }

    /** Returns the one text for all that mean the same value. */
    default String canonical(String printed) {
        return printed;
    }

    /** What can be said of the values of a growing column. */
    enum Growth {

        /** They do not grow. */
        NONE,

        /** They are whole numbers that fit a long: what is missing can be enumerated. */
        WHOLE,

        /** They have an order, and nobody can tell what is missing between two. */
        ORDERED

    }

}
