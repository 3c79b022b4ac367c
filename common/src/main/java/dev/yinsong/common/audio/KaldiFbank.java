package dev.yinsong.common.audio;

/**
 * Kaldi's log filter-bank energies of 16 kHz sound, without dither: the speaker encoder's input.
 *
 * <p>25 ms frames, 10 ms apart, none beyond the edges; mean removed, pre-emphasis 0.97, Povey's window, power spectrum of
 * 512 points, filters from 20 Hz to 8 kHz, natural logarithm. Samples stay within ±1 (not scaled to 16 bits). Safe to
 * share between threads.
 */
public final class KaldiFbank {

    public static final int SAMPLE_RATE = 16000;
    private static final int FRAME = 400;
    private static final int HOP = 160;
    private static final int FFT = 512;
    private static final double EMPHASIS = 0.97;
    private static final double FLOOR = 1.1920928955078125e-07;

    private final RealFft fft = new RealFft(FFT);
    private final double[] window = povey();
    private final MelFilters filters;

    /** @param bins values a frame: 80 for CosyVoice's speaker encoder */
    public KaldiFbank(int bins) {
        this.filters = MelFilters.kaldi(SAMPLE_RATE, FFT, bins, 20, SAMPLE_RATE / 2.0);
    }

    private static double[] povey() {
        var window = new double[FRAME];
        for (int i = 0; i < FRAME; i++) {
            window[i] = Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * i / (FRAME - 1)), 0.85);
        }
        return window;
    }

    /**
     * @return [frames, bins]
     * @throws IllegalArgumentException if the sound is not at 16 kHz or is shorter than a frame
     */
    public Spectrogram apply(Waveform sound) {
        if (sound.sampleRate() != SAMPLE_RATE || sound.samples().length < FRAME) {
            throw new IllegalArgumentException("needs 16000 Hz and at least 25 ms, was " + sound);
        }
        int bins = filters.count();
        int frames = (sound.samples().length - FRAME) / HOP + 1;
        var values = new float[frames * bins];
        var frame = new double[FFT];
        var power = new double[fft.bins()];
        for (int t = 0; t < frames; t++) {
            fill(frame, sound.samples(), t * HOP);
            fft.power(frame, power);
            for (int b = 0; b < bins; b++) {
                values[t * bins + b] = (float) Math.log(Math.max(filters.under(b, power), FLOOR));
            }
        }
        return new Spectrogram(values, frames, bins);
    }

    private void fill(double[] frame, float[] samples, int start) {
        double sum = 0;
        for (int i = 0; i < FRAME; i++) {
            sum += samples[start + i];
        }
        double mean = sum / FRAME;
        double before = samples[start] - mean;
        for (int i = 0; i < FRAME; i++) {
            double sample = samples[start + i] - mean;
            frame[i] = (sample - EMPHASIS * before) * window[i];
            before = sample;
        }
    }
}
