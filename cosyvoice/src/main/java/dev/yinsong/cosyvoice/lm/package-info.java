/** The language model: text and speaker in, speech tokens out. */
@NullMarked
package dev.yinsong.cosyvoice.lm;

import org.jspecify.annotations.NullMarked;
