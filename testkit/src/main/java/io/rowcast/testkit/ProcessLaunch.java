package io.rowcast.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a process is started with.
 *
 * @param command the program and its arguments
 * @param environment variables in addition to those of this JVM
 * @param folder the working directory
 * @param log the file to append all output to
 * @param scratch a folder to remove if this JVM ends without doing so, or {@code null}
 */
record ProcessLaunch(List<String> command, Map<String, String> environment, Path folder, Path log,
        @Nullable Path scratch) {

}
