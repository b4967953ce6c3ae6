package io.rowcast.operator;

import org.jspecify.annotations.Nullable;

/**
 * What an operator asks for.
 *
 * @param name the table or partition, one of {@link Pipeline#names()}
 * @param action one of {@link Pipeline#actions()}
 * @param position for those actions that need one, otherwise null; which there are is for
 * the service to say
 */
public record PipelineRequest(String name, PipelineAction action, @Nullable String position) {
}
