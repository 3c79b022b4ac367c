package dev.yinsong.common.audio;

/**
 * Whisper's log-mel spectrum of 16 kHz sound: the speech tokenizer's input.
 *
 * <p>400-sample Hann frames, 160 apart, centred, the last one dropped: N samples give ⌊N/160⌋ frames. log₁₀ max(·, 1e-10),
 * nothing more than 8 below the loudest value of the clip, then (x + 4)/4. Not padded to 30 s. Safe to share between
 * threads.
 */
public final class WhisperLogMel {

    public static final int SAMPLE_RATE = 16000;
    private static final int FFT = 400;
    private static final int HOP = 160;

    private final ShortTimeSpectrum spectrum = new ShortTimeSpectrum(FFT, HOP, ShortTimeSpectrum.hann(FFT));
    private final MelFilters filters;

    /** @param mels values a frame: 128 for CosyVoice's tokenizer */
    public WhisperLogMel(int mels) {
        this.filters = MelFilters.slaney(SAMPLE_RATE, FFT, mels, 0, SAMPLE_RATE / 2.0);
    }

    /**
     * @return [frames, mels]
     * @throws IllegalArgumentException if the sound is not at 16 kHz or is too short to be mirrored
     */
    public Spectrogram apply(Waveform sound) {
        if (sound.sampleRate() != SAMPLE_RATE) {
            throw new IllegalArgumentException("needs 16000 Hz, was " + sound.sampleRate() + " Hz");
        }
        int mels = filters.count();
        int frames = spectrum.frames(sound.samples().length, FFT / 2) - 1;
        var values = new float[Math.max(frames, 0) * mels];
        spectrum.forEach(sound.samples(), FFT / 2, frames, (t, power) -> {
            for (int m = 0; m < mels; m++) {
                values[t * mels + m] = (float) Math.log10(Math.max(filters.under(m, power), 1e-10));
            }
        });
        compress(values);
        return new Spectrogram(values, frames, mels);
    }

    private static void compress(float[] values) {
        float loudest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            loudest = Math.max(loudest, value);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (Math.max(values[i], loudest - 8) + 4) / 4;
        }
    }
}
