package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.AudioStream;
import dev.yinsong.common.audio.Waveform;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Takes speech as it is made. */
@FunctionalInterface
public interface SpeechSink {

    /** Writes speech as it comes; what the stream throws ends the speech. */
    static SpeechSink into(AudioStream stream) {
        return chunk -> {
            try {
                stream.write(chunk.samples());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /**
     * Takes the next chunk, which follows the one before without a gap. It may wait; speaking then waits too. What it
     * throws ends the speech.
     */
    void accept(Waveform chunk);
}
