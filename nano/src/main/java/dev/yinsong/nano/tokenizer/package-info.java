/** Nano's speech tokenizer: a phone-taught bottleneck, in which each token is a way of saying one state of a phone. */
@NullMarked
package dev.yinsong.nano.tokenizer;

import org.jspecify.annotations.NullMarked;
