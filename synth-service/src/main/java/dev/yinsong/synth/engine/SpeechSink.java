package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;

/** Takes speech as it is made. */
@FunctionalInterface
public interface SpeechSink {

    /**
     * Takes the next chunk, which follows the one before without a gap. It may wait; speaking then waits too. What it
     * throws ends the speech.
     */
    void accept(Waveform chunk);
}
