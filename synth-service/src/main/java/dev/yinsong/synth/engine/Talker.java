package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;
import java.util.function.BooleanSupplier;

/** One version of one voice, ready to speak without a prompt. Safe for many threads; its owner closes it. */
public interface Talker extends AutoCloseable {

    /**
     * Speaks one piece of text.
     *
     * @param textTokens the ids of the piece
     * @param unwanted asked now and then; when it is true, the work may end with whatever there is
     */
    Waveform speak(int[] textTokens, Manner manner, BooleanSupplier unwanted);

    /** Frees what this voice does not share with the others. */
    @Override
    void close();
}
