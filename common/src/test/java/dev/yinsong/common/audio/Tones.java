package dev.yinsong.common.audio;

import java.util.Random;

/** Sounds for tests. */
final class Tones {

    private Tones() {}

    static Waveform sine(double hertz, double amplitude, int rate, int samples) {
        var x = new float[samples];
        for (int i = 0; i < samples; i++) {
            x[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return new Waveform(x, rate);
    }

    static Waveform silence(int rate, int samples) {
        return new Waveform(new float[samples], rate);
    }

    static Waveform noise(double amplitude, int rate, int samples) {
        var random = new Random(7);
        var x = new float[samples];
        for (int i = 0; i < samples; i++) {
            x[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return new Waveform(x, rate);
    }

    static Waveform joined(Waveform... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.samples().length;
        }
        var x = new float[length];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part.samples(), 0, x, at, part.samples().length);
            at += part.samples().length;
        }
        return new Waveform(x, parts[0].sampleRate());
    }
}
