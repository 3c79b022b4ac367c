package dev.yinsong.common.audio;

/**
 * Logarithm of the mel-filtered magnitudes, as matcha's {@code mel_spectrogram}: the flow's target and the vocoder's
 * input.
 *
 * <p>Mirrored by (fft - hop)/2 at both ends, so N samples give ⌊N/hop⌋ frames. Magnitude √(|S|² + 1e-9), then
 * ln max(·, 1e-5). Not normalised. Safe to share between threads.
 */
public final class MelSpectrogram {

    private final MelConfig config;
    private final ShortTimeSpectrum spectrum;
    private final MelFilters filters;

    public MelSpectrogram(MelConfig config) {
        this.config = config;
        this.spectrum = new ShortTimeSpectrum(config.fftSize(), config.hop(), ShortTimeSpectrum.hann(config.window()));
        this.filters = MelFilters.slaney(
                config.sampleRate(), config.fftSize(), config.mels(), config.lowest(), config.highest());
    }

    public MelConfig config() {
        return config;
    }

    /**
     * @return [frames, mels]
     * @throws IllegalArgumentException if the sound has another rate or is too short to be mirrored
     */
    public Spectrogram apply(Waveform sound) {
        if (sound.sampleRate() != config.sampleRate()) {
            throw new IllegalArgumentException(
                    "needs %d Hz, was %d Hz".formatted(config.sampleRate(), sound.sampleRate()));
        }
        int padding = (config.fftSize() - config.hop()) / 2;
        int mels = config.mels();
        int frames = spectrum.frames(sound.samples().length, padding);
        var values = new float[frames * mels];
        spectrum.forEach(sound.samples(), padding, frames, (t, power) -> {
            for (int k = 0; k < power.length; k++) {
                power[k] = Math.sqrt(power[k] + 1e-9);
            }
            for (int m = 0; m < mels; m++) {
                values[t * mels + m] = (float) Math.log(Math.max(filters.under(m, power), 1e-5));
            }
        });
        return new Spectrogram(values, frames, mels);
    }
}
