package dev.yinsong.ingest;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Recordings made on the spot. */
public final class Sound {

    private Sound() {}

    /** A wav file of syllables: bursts of a buzz with harmonics, four a second, never twice the same for two seeds. */
    public static byte[] speechLike(double seconds, long seed) {
        return speechLike(seconds, seed, 24_000);
    }

    public static byte[] speechLike(double seconds, long seed, int sampleRate) {
        return wav(buzz(seconds, seed, sampleRate), sampleRate);
    }

    private static float[] buzz(double seconds, long seed, int sampleRate) {
        var random = new Random(seed);
        var pitch = 90 + 60 * random.nextDouble();
        var samples = new float[(int) (seconds * sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            var t = (double) i / sampleRate;
            double buzz = 0;
            for (int k = 1; k < 20; k++) {
                buzz += Math.sin(2 * Math.PI * pitch * k * t) / k;
            }
            var syllable = 0.55 + 0.45 * Math.sin(2 * Math.PI * 4 * t);
            samples[i] = (float) (0.15 * syllable * buzz + 0.001 * random.nextGaussian());
        }
        return samples;
    }

    /** A wav file of stretches of {@link #speechLike} sound, each as long as it says, with 0.6 s of silence between. */
    public static byte[] sentences(int sampleRate, double... seconds) {
        var sentences = new ArrayList<Waveform>();
        for (int i = 0; i < seconds.length; i++) {
            sentences.add(new Waveform(buzz(seconds[i], i, sampleRate), sampleRate));
        }
        return joined(sentences, 0.6);
    }

    /** A wav file of sounds of one rate, with silence between and round them. */
    public static byte[] joined(List<Waveform> sounds, double gapSeconds) {
        int sampleRate = sounds.getFirst().sampleRate();
        int gap = (int) (gapSeconds * sampleRate);
        int length =
                sounds.stream().mapToInt(sound -> sound.samples().length + gap).sum() + gap;
        var samples = new float[length];
        int at = gap;
        for (var sound : sounds) {
            System.arraycopy(sound.samples(), 0, samples, at, sound.samples().length);
            at += sound.samples().length + gap;
        }
        return wav(samples, sampleRate);
    }

    public static byte[] wav(float[] samples, int sampleRate) {
        return AudioEncoder.encode(new Waveform(samples, sampleRate), AudioFormat.WAV);
    }
}
