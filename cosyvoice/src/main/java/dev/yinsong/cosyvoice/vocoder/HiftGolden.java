package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.golden.GoldenRows;
import dev.yinsong.cosyvoice.golden.Replay;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The vocoder against {@code hift.golden.safetensors} of a folder.
 *
 * <p>How far an error of rounding spreads depends on the weights: the cumulated phase amplifies it, and so does the
 * exponential behind the last convolution. So each tolerance is a multiple of what this vocoder in F32 differs from
 * itself in F64, or a fixed one if that is larger. A reference that sums up its phases in F32 has another source within
 * the source's tolerance, too: a waveform may be off by twice what this makes of it.
 */
public final class HiftGolden {

    private static final double F0 = 6.5e-6; // of the largest F0
    private static final double END_TO_END = 5e-4;
    private static final double DECODED = 1e-5;
    private static final String DECODED_WAVE = "decode_from_source.wav";

    private final SafeTensors golden;
    private final HiftConfig config;

    private HiftGolden(SafeTensors golden, HiftConfig config) {
        this.golden = golden;
        this.config = config;
    }

    /** Compares all that is required of a vocoder whose weights are given in F32. */
    public static List<GoldenRow> compare(Path folder, HiftConfig config, Parameters parameters) {
        var golden = SafeTensors.open(folder.resolve("hift.golden.safetensors"));
        var rows = new GoldenRows("hift.golden", golden);
        var check = new HiftGolden(golden, config);
        try (var scope = Scope.open();
                var wide = widened(parameters)) {
            var actual = check.compute(parameters, DType.F32);
            var exact = check.compute(wide, DType.F64);
            double fromSource = golden.has(DECODED_WAVE)
                    ? 2 * largest(named(DECODED_WAVE, actual).sub(named("wav", actual)))
                    : 0;
            actual.forEach((name, tensor) -> {
                double rounding =
                        GoldenRows.rounding(tensor.floats(), named(name, exact).floats());
                rows.compare(name, tensor, Math.max(floor(name, actual, fromSource), rounding));
            });
        }
        return List.copyOf(rows.all());
    }

    private static double floor(String name, Map<String, Tensor> actual, double fromSource) {
        return switch (name) {
            case "f0" -> F0 * named("f0", actual).max().item();
            case "source" -> END_TO_END;
            case DECODED_WAVE -> DECODED;
            default -> Math.max(END_TO_END, fromSource);
        };
    }

    private static double largest(Tensor difference) {
        return difference.abs().max().item();
    }

    private static Tensor named(String name, Map<String, Tensor> tensors) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private Map<String, Tensor> compute(Parameters parameters, DType type) {
        var hift = new HiFT(parameters.weights(), config);
        var mel = tensor("in.mel", type);
        var noise = List.of(tensor("in.phase_uniform", type), tensor("in.sine_noise", type));
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("f0", hift.f0(mel));
        var sound = hift.speak(mel, Replay.of(noise.getFirst(), noise.getLast()));
        tensors.put("source", sound.source());
        tensors.put("wav", sound.wave());
        if (golden.has("cached.wav")) {
            var cached = Optional.of(tensor("in.cache_source", type));
            var continued = hift.speak(mel, cached, Replay.of(noise.getFirst(), noise.getLast()));
            tensors.put("cached.wav", continued.wave());
        }
        if (golden.has(DECODED_WAVE)) {
            tensors.put(DECODED_WAVE, hift.decode(mel, tensor("source", type)));
        }
        return tensors;
    }

    private Tensor tensor(String name, DType type) {
        var entry = golden.tensor(name);
        return Tensor.of(entry.floats(), entry.shape()).cast(type);
    }

    private static Parameters widened(Parameters parameters) {
        var tensors = new LinkedHashMap<String, Tensor>();
        try (var scope = Scope.open()) {
            parameters.tensors().forEach((name, tensor) -> tensors.put(name, scope.detach(tensor.cast(DType.F64))));
        }
        return Parameters.frozen(tensors);
    }
}
