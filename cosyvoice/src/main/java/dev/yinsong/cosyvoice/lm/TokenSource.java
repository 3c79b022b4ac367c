package dev.yinsong.cosyvoice.lm;

import java.util.OptionalInt;

/** Where the speech tokens of an utterance come from, one after the other. */
@FunctionalInterface
public interface TokenSource {

    /** The next token, which it may wait for; nothing when the speech has ended. */
    OptionalInt next();
}
