/** Joint fine-tuning of the language model and the flow on the clips of one speaker. */
@NullMarked
package dev.yinsong.cosyvoice.training;

import org.jspecify.annotations.NullMarked;
