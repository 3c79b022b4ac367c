/** Refusals in the shape that OpenAI's clients parse. */
@NullMarked
package dev.yinsong.synth.openai;

import org.jspecify.annotations.NullMarked;
