/** What a user of the service wrote. */
@NullMarked
package com.example.plugin;

import org.jspecify.annotations.NullMarked;
