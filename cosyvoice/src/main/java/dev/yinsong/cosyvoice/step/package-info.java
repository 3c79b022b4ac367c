/**
 * Decoding steps in Java, with the processor's vectors: for a few rows, calls into libtorch take longer than their arithmetic.
 */
@NullMarked
package dev.yinsong.cosyvoice.step;

import org.jspecify.annotations.NullMarked;
