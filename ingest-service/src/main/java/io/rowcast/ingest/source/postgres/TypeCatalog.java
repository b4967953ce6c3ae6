package io.rowcast.ingest.source.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL's catalog tells of types. */
final class TypeCatalog {

    /**
     * Goes from each type to its elements, or to what it is a domain of, until there is
     * neither. A type is an array if its elements name it as theirs; {@code oidvector}
     * has elements too and is none. Types of other schemas than PostgreSQL's own may have
     * any name, so they go by their kind or their extension.
     */
    private static final String TYPES = """
            WITH RECURSIVE described(place, oid, modifier) AS (
                SELECT place, oid::oid, modifier
                FROM unnest(?::regtype[], ?::int4[]) WITH ORDINALITY AS d(oid, modifier, place)
            ), chain(place, arrays, oid, modifier) AS (
                SELECT place, 0, oid, modifier FROM described
                UNION ALL
                SELECT c.place, c.arrays + (e.oid IS NOT NULL)::int4, coalesce(e.oid, t.typbasetype),
                    CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE c.modifier END
                FROM chain c
                JOIN pg_type t ON t.oid = c.oid
                LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
                WHERE t.typtype = 'd' OR e.oid IS NOT NULL
            )
            SELECT CASE WHEN n.nspname = 'pg_catalog' THEN t.typname
                    WHEN t.typtype = 'e' THEN 'enum'
                    WHEN t.typtype = 'c' THEN 'composite'
                    WHEN t.typtype IN ('r', 'm') THEN 'range'
                    ELSE coalesce((
                        SELECT x.extname || '.' || t.typname
                        FROM pg_depend o
                        JOIN pg_extension x ON x.oid = o.refobjid
                        WHERE o.classid = 'pg_type'::regclass AND o.objid = t.oid
                            AND o.refclassid = 'pg_extension'::regclass AND o.deptype = 'e'), '') END,
                CASE WHEN t.oid = 'money'::regtype THEN scale(0::money::numeric) ELSE c.modifier END,
                c.arrays, t.typdelim, format_type(d.oid, d.modifier), format_type(c.oid, c.modifier)
            FROM chain c
            JOIN described d ON d.place = c.place
            JOIN pg_type t ON t.oid = c.oid
            JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype <> 'd' AND NOT EXISTS (
                SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)
            ORDER BY c.place""";

    private TypeCatalog() {
    }

    /**
     * Describes types.
     * @param types names of types, or their oids
     * @param modifiers one for each; -1 for none
     * @return the types in the same order
     */
    static List<PostgresType> describe(Connection connection, List<String> types, List<Integer> modifiers)
            throws SQLException {
        List<PostgresType> described = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setObject(1, types.toArray(String[]::new));
            statement.setObject(2, modifiers.toArray(Integer[]::new));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    described.add(new PostgresType(result.getString(1), result.getInt(2), result.getInt(3),
                            result.getString(4).charAt(0), result.getString(5), result.getString(6)));
                }
            }
        }
        return described;
    }

}
