/** Trains nano's language model: letters in, speech tokens out, with its attention led along the text at first. */
@NullMarked
package dev.yinsong.nano.lm;

import org.jspecify.annotations.NullMarked;
