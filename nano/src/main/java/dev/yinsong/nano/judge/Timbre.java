package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.nano.feature.PitchTracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a voice sounds like, in numbers that no network has a part in.
 *
 * @param spectrum mean log-mel spectrum of its loud frames less its own mean, in nepers [80]
 * @param pitch median in hertz, 0 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Timbre(double[] spectrum, double pitch) {

    private static final int SAMPLE_RATE = 22_050;
    private static final double LOUD = 3; // nepers below the loudest frame
    private static final double DECIBELS = 20 / Math.log(10); // a neper

    /** The timbre of some sounds together, at any rate. */
    public static Timbre of(List<Waveform> sounds) {
        var mel = new MelSpectrogram(MelConfig.cosyVoice());
        var pitches = new ArrayList<Float>();
        double[] sum = {};
        for (var sound : sounds) {
            var frames = mel.apply(sound.at(SAMPLE_RATE));
            sum = sum.length == 0 ? new double[frames.bins()] : sum;
            addLoud(frames.values(), sum);
            for (float pitch : PitchTracker.track(sound, frames.frames())) {
                if (pitch > 0) {
                    pitches.add(pitch);
                }
            }
        }
        double mean = Arrays.stream(sum).average().orElse(0);
        double scale = sum.length == 0 ? 1 : 1.0 / sounds.size();
        var spectrum = Arrays.stream(sum).map(value -> (value - mean) * scale).toArray();
        var sorted = pitches.stream().mapToDouble(Float::doubleValue).sorted().toArray();
        return new Timbre(spectrum, sorted.length == 0 ? 0 : sorted[sorted.length / 2]);
    }

    /** Adds the mean of a sound's loud frames. */
    private static void addLoud(float[] values, double[] sum) {
        int bins = sum.length;
        int frames = values.length / bins;
        var levels = new double[frames];
        for (int i = 0; i < values.length; i++) {
            levels[i / bins] += values[i] / bins;
        }
        double threshold = Arrays.stream(levels).max().orElse(0) - LOUD;
        long loud = Arrays.stream(levels).filter(level -> level > threshold).count();
        for (int i = 0; i < values.length; i++) {
            if (levels[i / bins] > threshold) {
                sum[i % bins] += values[i] / loud;
            }
        }
    }

    /** Root mean square of the difference of the spectra, in decibels. */
    public double spectrumApart(Timbre other) {
        double square = 0;
        for (int i = 0; i < spectrum.length; i++) {
            square += Math.pow(spectrum[i] - other.spectrum[i], 2) / spectrum.length;
        }
        return DECIBELS * Math.sqrt(square);
    }

    /** How far the pitches are apart, in semitones; not a number where there is none. */
    public double pitchApart(Timbre other) {
        return pitch == 0 || other.pitch == 0 ? Double.NaN : Math.abs(12 * Math.log(pitch / other.pitch) / Math.log(2));
    }
}
