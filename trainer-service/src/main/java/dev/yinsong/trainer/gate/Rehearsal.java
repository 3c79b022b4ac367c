package dev.yinsong.trainer.gate;

import org.jspecify.annotations.Nullable;

/** Base and candidate, ready to speak without a prompt. Not for several threads. */
public interface Rehearsal extends AutoCloseable {

    /** How long a text is in the way that the clips speak, in seconds. */
    double expectedSeconds(String text);

    /** The text in the base's voice. */
    Take base(String text);

    /** The text in the candidate's voice. */
    Take tuned(String text);

    @Override
    void close();

    /**
     * What was heard.
     *
     * @param seconds how long it was
     * @param similarity cosine of its speaker with the clips'; absent when there was too little of it to tell
     */
    record Take(double seconds, @Nullable Double similarity) {}
}
