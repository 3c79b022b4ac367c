/** TODO trainer. */
@NullMarked
package dev.yinsong.trainer;

import org.jspecify.annotations.NullMarked;
