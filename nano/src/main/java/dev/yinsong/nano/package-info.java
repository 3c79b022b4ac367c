/** The nano base model and the program that makes it: corpus, features, tokenizer, speaker encoder, LM, flow, vocoder. */
@NullMarked
package dev.yinsong.nano;

import org.jspecify.annotations.NullMarked;
