package dev.yinsong.nano.vocoder;

import dev.yinsong.common.audio.MelFilters;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How far two sounds are apart to the ear: their log-mel spectra, and their magnitudes at several resolutions
 * (Yamamoto et al., 2020, Parallel WaveGAN, equations 4 to 6).
 *
 * <p>Holds tensors outside of every scope: close it.
 */
final class SpectralLoss implements AutoCloseable {

    private static final int SAMPLE_RATE = 22_050, FFT = 1024, HOP = 256, MELS = 80;
    private static final double TINY = 1e-7;

    /** One analysis: transform size, hop and window, in samples. */
    private record Resolution(int fft, int hop, Tensor window) {}

    private final Tensor filters; // [80, 513]
    private final Tensor melWindow;
    private final List<Resolution> resolutions = new ArrayList<>();

    SpectralLoss() {
        try (var scope = Scope.open()) {
            var matrix = MelFilters.slaney(SAMPLE_RATE, FFT, MELS, 0, 8000).matrix();
            var values = new float[matrix.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) matrix[i];
            }
            filters = scope.detach(Tensor.of(values, MELS, FFT / 2 + 1));
            melWindow = scope.detach(hann(FFT, FFT));
            resolutions.add(new Resolution(2048, 240, scope.detach(hann(2048, 1200))));
            resolutions.add(new Resolution(1024, 120, scope.detach(hann(1024, 600))));
            resolutions.add(new Resolution(512, 50, scope.detach(hann(512, 240))));
            resolutions.add(new Resolution(256, 32, scope.detach(hann(256, 128))));
        }
    }

    /** A Hann window in the middle of zeros. */
    private static Tensor hann(int size, int window) {
        var values = new float[size];
        int start = (size - window) / 2;
        for (int i = 0; i < window; i++) {
            values[start + i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / window));
        }
        return Tensor.of(values, size);
    }

    /** Mean absolute difference of the log-mel spectra of sounds [B, N]. */
    Tensor mel(Tensor x, Tensor y) {
        return logMel(x).sub(logMel(y)).abs().mean();
    }

    private Tensor logMel(Tensor x) {
        // The features' frames are centred at odd multiples of half a hop: so are these, less the first half hop.
        var shifted = x.slice(1, HOP / 2, x.size(1));
        var magnitude = magnitude(shifted, FFT, HOP, melWindow, 1e-9);
        return filters.matmul(magnitude).clamp(1e-5, 1e9).log();
    }

    /** Spectral convergence and log-magnitude distance, averaged over the resolutions. */
    Tensor stft(Tensor x, Tensor y) {
        Tensor sum = Tensor.scalar(0);
        for (var resolution : resolutions) {
            var a = magnitude(x, resolution.fft, resolution.hop, resolution.window, TINY);
            var b = magnitude(y, resolution.fft, resolution.hop, resolution.window, TINY);
            var convergence =
                    a.sub(b).square().sum().sqrt().div(b.square().sum().sqrt());
            sum = sum.add(convergence).add(a.log().sub(b.log()).abs().mean());
        }
        return sum.mul(1.0 / resolutions.size());
    }

    private static Tensor magnitude(Tensor x, int fft, int hop, Tensor window, double floor) {
        var spectrum = x.stft(fft, hop, window); // [B, F, T, 2]
        return spectrum.square().sum(-1).squeeze(-1).add(floor).sqrt();
    }

    @Override
    public void close() {
        filters.close();
        melWindow.close();
        resolutions.forEach(resolution -> resolution.window.close());
    }
}
