/** A sink to begin with: it writes to files, and passes what every sink has to pass. */
@NullMarked
package io.rowcast.sink.file;

import org.jspecify.annotations.NullMarked;
