@NullMarked
package io.rowcast.search;

import org.jspecify.annotations.NullMarked;
