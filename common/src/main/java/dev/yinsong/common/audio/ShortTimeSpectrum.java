package dev.yinsong.common.audio;

/** Windowed power spectra of overlapping frames. */
final class ShortTimeSpectrum {

    private final RealFft fft;
    private final int hop;
    private final double[] window;

    /**
     * @param window weights of a frame; a window shorter than the transform sits in its middle
     * @param hop samples from frame to frame
     */
    ShortTimeSpectrum(int fftSize, int hop, double[] window) {
        if (hop < 1 || window.length > fftSize) {
            throw new IllegalArgumentException(
                    "hop must be at least 1 and the window no longer than the transform, were %d and %d of %d"
                            .formatted(hop, window.length, fftSize));
        }
        this.fft = new RealFft(fftSize);
        this.hop = hop;
        this.window = new double[fftSize];
        System.arraycopy(window, 0, this.window, (fftSize - window.length) / 2, window.length);
    }

    /** Hann's window of one period, the last zero left out. */
    static double[] hann(int length) {
        var window = new double[length];
        for (int i = 0; i < length; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / length);
        }
        return window;
    }

    interface FrameConsumer {
        /** @param power squared magnitudes, reused for the next frame */
        void accept(int frame, double[] power);
    }

    int bins() {
        return fft.bins();
    }

    /** Frames that fit into the samples once {@code padding} of them are mirrored at each end. */
    int frames(int samples, int padding) {
        int padded = samples + 2 * padding;
        return padded < fft.size() ? 0 : (padded - fft.size()) / hop + 1;
    }

    /** Calls back for the first {@code count} frames of the samples, mirrored at both ends by {@code padding}. */
    void forEach(float[] samples, int padding, int count, FrameConsumer consumer) {
        if (samples.length <= padding) {
            throw new IllegalArgumentException(
                    "%d samples are too few: more than %d are needed".formatted(samples.length, padding));
        }
        var frame = new double[fft.size()];
        var power = new double[fft.bins()];
        for (int t = 0; t < count; t++) {
            int start = t * hop - padding;
            for (int i = 0; i < frame.length; i++) {
                frame[i] = samples[mirrored(start + i, samples.length)] * window[i];
            }
            fft.power(frame, power);
            consumer.accept(t, power);
        }
    }

    private static int mirrored(int index, int length) {
        int i = Math.abs(index);
        return i < length ? i : 2 * (length - 1) - i;
    }
}
