/** The models that OpenAI's clients may name. */
@NullMarked
package dev.yinsong.synth.model;

import org.jspecify.annotations.NullMarked;
