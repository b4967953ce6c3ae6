package io.rowcast.operator;

import java.util.Set;

/**
 * What the body of a change may have.
 *
 * @param endpoint the id of the endpoint
 * @param names of the fields, each a text, a number, true, false or null
 */
public record RequestFields(String endpoint, Set<String> names) {
}
