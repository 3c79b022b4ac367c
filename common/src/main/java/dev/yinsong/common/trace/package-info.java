/** How a trace goes on through tables and messages. */
@NullMarked
package dev.yinsong.common.trace;

import org.jspecify.annotations.NullMarked;
