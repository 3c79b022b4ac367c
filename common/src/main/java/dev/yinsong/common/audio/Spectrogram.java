package dev.yinsong.common.audio;

/**
 * Frames of a spectrum, one row each.
 *
 * @param values row-major [frames, bins]; not copied
 * @param frames number of rows
 * @param bins values a frame
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and large
public record Spectrogram(float[] values, int frames, int bins) {

    public Spectrogram {
        if (values.length != frames * bins) {
            throw new IllegalArgumentException(
                    "%d values do not fill %d frames of %d bins".formatted(values.length, frames, bins));
        }
    }

    public float at(int frame, int bin) {
        return values[frame * bins + bin];
    }

    /** The same values row-major [bins, frames], as convolutions want them. */
    public float[] transposed() {
        var turned = new float[values.length];
        for (int t = 0; t < frames; t++) {
            for (int b = 0; b < bins; b++) {
                turned[b * frames + t] = values[t * bins + b];
            }
        }
        return turned;
    }

    /** This spectrum with each bin's mean over time taken away. */
    public Spectrogram minusMeanOverTime() {
        var centred = new float[values.length];
        for (int b = 0; b < bins; b++) {
            double sum = 0;
            for (int t = 0; t < frames; t++) {
                sum += at(t, b);
            }
            double mean = sum / frames;
            for (int t = 0; t < frames; t++) {
                centred[t * bins + b] = (float) (at(t, b) - mean);
            }
        }
        return new Spectrogram(centred, frames, bins);
    }
}
