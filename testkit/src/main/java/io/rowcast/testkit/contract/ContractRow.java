package io.rowcast.testkit.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A row that the contract sends, or finds at the target.
 *
 * @param id its key
 * @param name no longer than 1,000,000 characters, none of which JSON has to escape
 * @param age null where the column was not there yet
 */
public record ContractRow(long id, String name, @Nullable Integer age) {

    private static final Pattern JSON = Pattern
        .compile("\\{\"id\":(\\d+),\"name\":\"([^\"]*)\"(?:,\"age\":(\\d+|null))?}");

    ContractRow(long id, String name) {
        this(id, name, null);
    }

    /** Reads a row off the JSON that was sent, for targets that keep it as it is. */
    public static ContractRow of(String json) {
        Matcher row = JSON.matcher(json);
        if (!row.matches()) {
            throw new IllegalArgumentException("not as it was sent: " + json);
        }
        String age = row.group(3);
        return new ContractRow(Long.parseLong(row.group(1)), row.group(2),
                (age == null || age.equals("null")) ? null : Integer.valueOf(age));
    }

    String key() {
        return "{\"id\":" + this.id + "}";
    }

    String json() {
        return "{\"id\":" + this.id + ",\"name\":\"" + this.name + "\""
                + ((this.age != null) ? ",\"age\":" + this.age : "") + "}";
    }

    /** A failure does not print a megabyte. */
    @Override
    public String toString() {
        return (json().length() > 200) ? "row " + this.id + " of " + json().length() + " characters" : json();
    }

}
