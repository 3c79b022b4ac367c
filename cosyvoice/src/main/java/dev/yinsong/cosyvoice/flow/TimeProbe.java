package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.checkpoint.Probe;
import dev.yinsong.cosyvoice.config.EstimatorConfig;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;

/** Looks at the sinusoids of time, which no checkpoint holds: a wrong scale loads without complaint. */
public final class TimeProbe {

    private static final double TIME = 0.5;
    private static final double SCALE = 1000;
    private static final double TOLERANCE = 1e-3; // single precision leaves 6e-5 of an angle of 500

    private TimeProbe() {}

    /** Compares what the U-Net is told of time 0.5 with the formula, in double precision. */
    public static Probe of(EstimatorConfig unet) {
        int size = unet.inChannels();
        int half = size / 2;
        float[] actual;
        try (var scope = Scope.open()) {
            actual = TimeEmbedding.sinusoids(Tensor.of(new float[] {(float) TIME}, 1), size)
                    .floats();
        }
        double worst = 0;
        for (int i = 0; i < half; i++) {
            double angle = SCALE * TIME * Math.exp(-Math.log(10000) * i / (half - 1));
            worst = Math.max(worst, Math.abs(actual[i] - Math.sin(angle)));
            worst = Math.max(worst, Math.abs(actual[half + i] - Math.cos(angle)));
        }
        return new Probe(
                "sinusoid scale 1000",
                worst <= TOLERANCE,
                "sines and cosines of 1000 t are off by %.1e; with scale 1 the loss sits at 8 to 12".formatted(worst));
    }
}
