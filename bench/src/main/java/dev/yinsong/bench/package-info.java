/** TODO bench. */
@NullMarked
package dev.yinsong.bench;

import org.jspecify.annotations.NullMarked;
