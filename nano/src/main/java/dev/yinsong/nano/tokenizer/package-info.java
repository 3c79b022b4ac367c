/** Nano's speech tokenizer: a phone-taught bottleneck whose nearest of 256 codes is the token. */
@NullMarked
package dev.yinsong.nano.tokenizer;

import org.jspecify.annotations.NullMarked;
