package dev.yinsong.synth.speech;

import dev.yinsong.synth.engine.Talker;

/** Who speaks a request, from its arrival to its end. */
interface Speaker extends AutoCloseable {

    /** A name to tell the caller. */
    String voice();

    /** The version that speaks, or {@code base} for the base model's weights. */
    String version();

    /**
     * The speaker's own language, as in BCP 47; {@code auto} where nobody told. For a thread of the pool: as
     * {@link #talker}, it may take a while.
     */
    String language();

    /** Whether each sentence is spoken by itself, rather than several of them at one go. */
    default boolean sentenceBySentence() {
        return false;
    }

    /** Who says it; made at the first call, which may take a while. For a thread of the pool. */
    Talker talker();

    /** Nobody speaks any more. */
    @Override
    void close();
}
