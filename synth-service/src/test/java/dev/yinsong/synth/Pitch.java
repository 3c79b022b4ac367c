package dev.yinsong.synth;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.synth.engine.FakeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.stream.IntStream;

/** Hears which version of a humming voice spoke. */
public final class Pitch {

    private Pitch() {}

    /** The sound in a file of any format. */
    public static Waveform decode(byte[] file) {
        try {
            var path = Files.createTempFile("speech", ".bin");
            try {
                Files.write(path, file);
                return AudioDecoder.decode(path, 60).sound();
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version whose pitch it is, 0 for the base. */
    public static int version(Waveform sound) {
        return (int) Math.round((hertz(sound) - FakeEngine.pitch(0)) / (FakeEngine.pitch(1) - FakeEngine.pitch(0)));
    }

    /** By the median time between rising zero crossings, which pauses and edges don't change. */
    private static double hertz(Waveform sound) {
        var samples = sound.samples();
        var crossings = IntStream.range(1, samples.length)
                .filter(i -> samples[i - 1] < 0 && samples[i] >= 0 && loudAround(samples, i))
                .toArray();
        var periods = IntStream.range(1, crossings.length)
                .map(i -> crossings[i] - crossings[i - 1])
                .sorted()
                .toArray();
        return (double) sound.sampleRate() / periods[periods.length / 2];
    }

    private static boolean loudAround(float[] samples, int at) {
        float loudest = 0;
        for (int i = Math.max(0, at - 200); i < Math.min(samples.length, at + 200); i++) {
            loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        return loudest > 0.2;
    }
}
