package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Waveform;
import java.util.Random;

/** Recordings made on the spot. */
final class Sound {

    private Sound() {}

    /** A wav file of syllables: bursts of a buzz with harmonics, four a second, never twice the same for two seeds. */
    static byte[] speechLike(double seconds, long seed) {
        return speechLike(seconds, seed, 24_000);
    }

    static byte[] speechLike(double seconds, long seed, int sampleRate) {
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
        return wav(samples, sampleRate);
    }

    static byte[] wav(float[] samples, int sampleRate) {
        return AudioEncoder.encode(new Waveform(samples, sampleRate), AudioFormat.WAV);
    }
}
