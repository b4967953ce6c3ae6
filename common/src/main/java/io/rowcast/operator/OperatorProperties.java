package io.rowcast.operator;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may change something at the endpoints.
 *
 * @param token what a change must bring, as header {@code Authorization: Bearer <token>};
 * without one, changes are refused. Reading needs none
 */
@ConfigurationProperties("rowcast.operator")
record OperatorProperties(@Nullable String token) {

    /** Without the token: it must never be in a log. */
    @Override
    public String toString() {
        return "OperatorProperties[token=" + ((this.token != null) ? "***" : "none") + "]";
    }

}
