package io.rowcast.mysql;

/** Names of tables and columns as they stand in a statement. */
final class Identifier {

    private Identifier() {
    }

    /** Returns the name in backticks, which holds for any name and any SQL mode. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

}
