package dev.yinsong.synth.engine;

/** A piece of text that a voice has begun to speak. For one thread, once; close it before the voice is given back. */
@FunctionalInterface
public interface Utterance extends AutoCloseable {

    /**
     * Makes its sound: see {@link Talker#speak}.
     *
     * @param drawn is told, on this thread, when the language model is done with it and the end of its sound is still to
     *     be made: the right time to begin the next piece
     */
    SpokenPiece speak(SpeechSink sink, Runnable drawn);

    /** Ends the work on it, if it has not ended. */
    @Override
    default void close() {}
}
