/** Nano's speaker encoder: 192 numbers that tell voices apart, whatever they say. */
@NullMarked
package dev.yinsong.nano.speaker;

import org.jspecify.annotations.NullMarked;
