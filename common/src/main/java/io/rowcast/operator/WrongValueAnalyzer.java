package io.rowcast.operator;

import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Tells a wrong value below {@code rowcast} in one line: the key, the value and what is
 * allowed. Spring's own analysis takes eight, and calls the constants of an enum by their
 * Java names.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WrongValueAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        if (!failure.getName().toString().startsWith("rowcast")) {
            return null;
        }
        String line = (failure.getCause() instanceof BindValidationException invalid) ? describe(invalid)
                : describe(failure);
        return new FailureAnalysis(line, null, failure);
    }

    private static String describe(BindValidationException invalid) {
        return invalid.getValidationErrors()
            .getAllErrors()
            .stream()
            .map(error -> describe(invalid.getValidationErrors().getName().toString(), error))
            .collect(Collectors.joining("; "));
    }

    private static String describe(String prefix, ObjectError error) {
        if (error instanceof FieldError field) {
            String key = prefix + "." + DataObjectPropertyName.toDashedForm(field.getField());
            String value = (field.getRejectedValue() != null) ? "'" + field.getRejectedValue() + "' " : "";
            return key + ": " + value + field.getDefaultMessage();
        }
        return prefix + ": " + error.getDefaultMessage();
    }

    private static String describe(BindException failure) {
        String key = failure.getName().toString();
        if (failure.getProperty() == null) {
            return key + "." + innermost(failure).getMessage();
        }
        return key + ": '" + failure.getProperty().getValue() + "' is "
                + expectation(failure.getTarget().getType().resolve(Object.class), failure);
    }

    private static String expectation(Class<?> type, BindException failure) {
        if (type.isEnum()) {
            return "none of " + Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '+'))
                .collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "not a duration such as 500ms, 1s or 5m";
        }
        if (type == DataSize.class) {
            return "not a size such as 64KB or 8MB";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "neither true nor false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "not a whole number in the range of "
                    + MethodType.methodType(type).unwrap().returnType().getSimpleName();
        }
        return "not allowed: " + String.valueOf(innermost(failure).getMessage()).lines().findFirst().orElse("");
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

}
