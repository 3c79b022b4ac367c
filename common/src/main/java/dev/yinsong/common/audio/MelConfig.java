package dev.yinsong.common.audio;

import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.model.ModelYaml;
import java.nio.file.Path;

/**
 * Settings of the mel spectrum that a model was trained on: the {@code feat_extractor} of its {@code cosyvoice.yaml}.
 *
 * @param sampleRate in hertz
 * @param fftSize samples of a transform
 * @param hop samples from frame to frame
 * @param window samples of the Hann window
 * @param mels values a frame
 * @param lowest lower edge of the first filter in hertz
 * @param highest upper edge of the last filter in hertz
 */
public record MelConfig(int sampleRate, int fftSize, int hop, int window, int mels, double lowest, double highest) {

    public MelConfig {
        if (sampleRate < 1 || fftSize < 2 || hop < 1 || hop > fftSize || window < 1 || window > fftSize || mels < 1) {
            throw new IllegalArgumentException("not a spectrum: rate %d Hz, transform %d, hop %d, window %d, %d mels"
                    .formatted(sampleRate, fftSize, hop, window, mels));
        }
        if (!(lowest >= 0 && lowest < highest && highest <= sampleRate / 2.0)) {
            throw new IllegalArgumentException(
                    "the band must lie within 0 and %s Hz, was %s to %s".formatted(sampleRate / 2.0, lowest, highest));
        }
    }

    /**
     * The settings of a model.
     *
     * @param yaml its {@code cosyvoice.yaml}
     * @throws BadModel when its {@code feat_extractor} is not this kind of spectrum
     */
    public static MelConfig read(Path yaml) {
        var root = ModelYaml.read(yaml);
        var settings = root.section("feat_extractor");
        int rate = settings.integer("sampling_rate");
        if (root.has("sample_rate") && root.integer("sample_rate") != rate) {
            throw settings.bad("sampling_rate", "is " + rate + ", the model's is " + root.integer("sample_rate"));
        }
        if (settings.flag("center", false)) {
            throw settings.bad("center", "must be False");
        }
        try {
            return new MelConfig(
                    rate,
                    settings.integer("n_fft"),
                    settings.integer("hop_size"),
                    settings.integer("win_size"),
                    settings.integer("num_mels"),
                    settings.number("fmin", 0),
                    settings.number("fmax", rate / 2.0));
        } catch (IllegalArgumentException e) {
            throw new BadModel(yaml + ": feat_extractor is " + e.getMessage(), e);
        }
    }

    /** CosyVoice v1: 80 mels of 0 to 8 kHz at 22.05 kHz, 1024 samples a frame, 256 apart. */
    public static MelConfig cosyVoice() {
        return new MelConfig(22050, 1024, 256, 1024, 80, 0, 8000);
    }
}
