package dev.yinsong.common.audio;

import java.util.Arrays;

/**
 * One channel of sound.
 *
 * <p>The samples are not copied: whoever hands them over gives them up, and whoever reads them leaves them alone.
 *
 * @param samples amplitudes, full scale is ±1
 * @param sampleRate in hertz
 */
public record Waveform(float[] samples, int sampleRate) {

    public Waveform {
        if (sampleRate < 1) {
            throw new IllegalArgumentException("sampleRate must be at least 1 Hz, was " + sampleRate);
        }
    }

    /** Length in seconds. */
    public double seconds() {
        return (double) samples.length / sampleRate;
    }

    /** The samples from {@code from} (inclusive) to {@code to} (exclusive) as a new waveform. */
    public Waveform slice(int from, int to) {
        return new Waveform(Arrays.copyOfRange(samples, from, to), sampleRate);
    }

    /** Every sample times {@code gain}. */
    public Waveform scaled(double gain) {
        var scaled = new float[samples.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (samples[i] * gain);
        }
        return new Waveform(scaled, sampleRate);
    }

    /** This sound without its constant part, which a bad sound card adds. */
    public Waveform centred() {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        double mean = samples.length == 0 ? 0 : sum / samples.length;
        var centred = new float[samples.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (samples[i] - mean);
        }
        return new Waveform(centred, sampleRate);
    }

    /** This sound at another rate (see {@link Resampler}); itself if the rate is already right. */
    public Waveform at(int targetRate) {
        return targetRate == sampleRate
                ? this
                : Resampler.of(sampleRate, targetRate).apply(this);
    }

    /** Largest absolute sample, 0 when there are none. */
    public double peak() {
        double peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** Root of the mean square, 0 when there are no samples. */
    public double rms() {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Waveform(float[] theirs, int rate)
                && rate == sampleRate
                && Arrays.equals(theirs, samples);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(samples) + sampleRate;
    }

    @Override
    public String toString() {
        return "Waveform[%.3f s at %d Hz]".formatted(seconds(), sampleRate);
    }
}
