/** Comparison of the networks with reference tensors, for {@code yinsong doctor --golden}. */
@NullMarked
package dev.yinsong.cosyvoice.golden;

import org.jspecify.annotations.NullMarked;
