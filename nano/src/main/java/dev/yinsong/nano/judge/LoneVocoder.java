package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.ModelFiles;
import dev.yinsong.cosyvoice.nn.Loading;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.vocoder.HiFT;

/** A model's vocoder without the rest, fed with the spectra of true speech. */
final class LoneVocoder implements AutoCloseable {

    private static final int SAMPLE_RATE = 22_050;
    private static final long SEED = 1;

    private final Parameters weights;
    private final HiFT hift;
    private final MelSpectrogram mel = new MelSpectrogram(MelConfig.cosyVoice());

    LoneVocoder(ModelDirectory model) {
        var files = ModelFiles.read(model);
        weights = Parameters.frozen(Loading.load(files.hift(), Precision.FP32));
        hift = new HiFT(weights.weights(), files.config().hift());
    }

    /** A sound taken apart and put together again. */
    Waveform copy(Waveform sound) {
        var spectrum = mel.apply(sound.at(SAMPLE_RATE));
        try (var scope = Scope.open()) {
            var frames = Tensor.of(spectrum.transposed(), 1, spectrum.bins(), spectrum.frames());
            return new Waveform(hift.speak(frames, Noise.seeded(SEED)).wave().floats(), SAMPLE_RATE);
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
