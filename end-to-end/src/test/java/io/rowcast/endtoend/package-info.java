/** Tests over all services at once, each a process of its own: kill, restart, compare. */
@NullMarked
package io.rowcast.endtoend;

import org.jspecify.annotations.NullMarked;
