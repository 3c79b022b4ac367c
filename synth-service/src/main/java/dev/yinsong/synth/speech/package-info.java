/** Speech over HTTP as OpenAI's clients expect it. */
@NullMarked
package dev.yinsong.synth.speech;

import org.jspecify.annotations.NullMarked;
