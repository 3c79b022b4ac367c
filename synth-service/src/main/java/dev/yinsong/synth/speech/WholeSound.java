package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.synth.engine.SpeechSink;
import java.util.ArrayList;
import java.util.List;

/** Chunks put together again. For one thread. */
final class WholeSound implements SpeechSink {

    private final List<float[]> chunks = new ArrayList<>();

    @Override
    public void accept(Waveform chunk) {
        chunks.add(chunk.samples());
    }

    Waveform at(int sampleRate) {
        var samples = new float[chunks.stream().mapToInt(chunk -> chunk.length).sum()];
        int at = 0;
        for (var chunk : chunks) {
            System.arraycopy(chunk, 0, samples, at, chunk.length);
            at += chunk.length;
        }
        return new Waveform(samples, sampleRate);
    }
}
