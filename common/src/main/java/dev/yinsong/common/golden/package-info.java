/** Comparison of what is computed here with tensors that the reference computed. */
@NullMarked
package dev.yinsong.common.golden;

import org.jspecify.annotations.NullMarked;
