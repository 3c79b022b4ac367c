package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.golden.GoldenRows;
import dev.yinsong.cosyvoice.golden.Replay;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The vocoder against {@code hift.golden.safetensors} of a folder.
 *
 * <p>The cumulated phase amplifies a small error of F0, so that what is computed from the mel alone may be off by more
 * than what is computed from the reference's own source.
 */
public final class HiftGolden {

    private static final double F0 = 6.5e-6; // of the largest F0
    private static final double END_TO_END = 5e-4;
    private static final double END_TO_END_PER_CYCLE = 5e-6; // of the highest F0, over the whole sound
    private static final double DECODED = 1e-5;

    private final SafeTensors golden;
    private final GoldenRows rows;
    private final HiFT hift;

    private final HiftConfig config;

    private HiftGolden(HiftConfig config, Parameters parameters, SafeTensors golden) {
        this.config = config;
        this.golden = golden;
        this.rows = new GoldenRows("hift.golden", golden);
        this.hift = new HiFT(parameters.weights(), config);
    }

    /** Compares all that is required of a vocoder whose weights are given in F32. */
    public static List<GoldenRow> compare(Path folder, HiftConfig config, Parameters parameters) {
        var golden = SafeTensors.open(folder.resolve("hift.golden.safetensors"));
        try (var scope = Scope.open()) {
            var check = new HiftGolden(config, parameters, golden);
            check.rows();
            return List.copyOf(check.rows.all());
        }
    }

    private void rows() {
        var mel = tensor("in.mel");
        var f0 = hift.f0(mel);
        double highest = f0.max().item();
        rows.compare("f0", f0, F0 * highest);
        double seconds = (double) mel.size(2) * config.samplesPerFrame() / config.sampleRate();
        double endToEnd = Math.max(END_TO_END, END_TO_END_PER_CYCLE * highest * seconds);
        var sound = hift.speak(mel, noise());
        rows.compare("source", sound.source(), endToEnd);
        rows.compare("wav", sound.wave(), endToEnd);
        if (golden.has("cached.wav")) {
            var continued = hift.speak(mel, Optional.of(tensor("in.cache_source")), noise());
            rows.compare("cached.wav", continued.wave(), endToEnd);
        }
        if (golden.has("decode_from_source.wav")) {
            rows.compare("decode_from_source.wav", hift.decode(mel, tensor("source")), DECODED);
        }
    }

    private Noise noise() {
        return Replay.of(tensor("in.phase_uniform"), tensor("in.sine_noise"));
    }

    private Tensor tensor(String name) {
        var entry = golden.tensor(name);
        return Tensor.of(entry.floats(), entry.shape());
    }
}
