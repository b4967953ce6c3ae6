package io.rowcast.connect;

import org.jspecify.annotations.Nullable;

/**
 * Reads what the clients of schema registries throw. Their classes are not here, but in
 * the jars of a user, and they have no exception in common: Confluent's
 * {@code RestClientException} has {@code getStatus()}, that of Apicurio 2
 * {@code getError().getErrorCode()}, null where there was no answer, and Kiota's
 * {@code ApiException}, which Apicurio 3 throws, {@code getResponseStatusCode()}.
 */
final class RegistryFailures {

    private RegistryFailures() {
    }

    /** Whether a registry, or the way to it, has failed. */
    static boolean isOfRegistry(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals("RestClientException") || type.getSimpleName().equals("ApiException")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the registry will not change its mind: it does not know the schema, or does
     * not take it. Refused credentials and too many requests are another matter.
     */
    static boolean isLasting(Throwable failure) {
        int status = status(failure);
        return status >= 400 && status < 500 && status != 401 && status != 403 && status != 408 && status != 429;
    }

    private static int status(Throwable failure) {
        for (String method : new String[] { "getStatus", "getResponseStatusCode" }) {
            if (call(failure, method) instanceof Integer status) {
                return status;
            }
        }
        Object error = call(failure, "getError");
        return (error != null && call(error, "getErrorCode") instanceof Integer status) ? status : 0;
    }

    private static @Nullable Object call(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        }
        catch (ReflectiveOperationException ex) {
            return null;
        }
    }

}
