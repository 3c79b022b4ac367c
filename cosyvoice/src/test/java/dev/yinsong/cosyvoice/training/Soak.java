package dev.yinsong.cosyvoice.training;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.TrainingDefaults.LowRankDefaults;
import dev.yinsong.cosyvoice.Checkpoints;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.flow.FlowGolden;
import dev.yinsong.cosyvoice.lm.LmGolden;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Five hundred training steps with a forced collection every ten steps: prints how many tensors lived and how much
 * memory was resident early and late, then whether gradients still equal the reference's. Run by {@link SoakTest} in a
 * process with a small heap.
 *
 * <p>Arguments: a directory to write a model into, and perhaps the reference's folder.
 */
final class Soak {

    private static final int STEPS = 500, COLLECT_EVERY = 10, SETTLED = 100;

    private Soak() {}

    public static void main(String[] arguments) {
        try (var base = TinyModel.load(Path.of(arguments[0]))) {
            var clips = TinyModel.clips(base, 50, 1);
            var defaults = new TrainingDefaults(
                    new LowRankDefaults(8, 16, 0.15),
                    new LowRankDefaults(16, 32, 0.05),
                    2e-3,
                    0.01,
                    50,
                    STEPS / 50,
                    1,
                    1,
                    40,
                    99);
            var settings =
                    new TrainingSettings(Mode.JOINT, defaults, Map.of(Network.LLM, 0.0, Network.FLOW, 0.0), 1, STEPS);
            try (var training = new JointTraining(base, settings, clips, TinyModel.clips(base, 2, 2))) {
                training.run(new Collector());
            }
        }
        if (arguments.length > 1) {
            compare(Path.of(arguments[1]));
        }
    }

    private static final class Collector implements TrainingListener {

        @Override
        public void onProgress(Progress progress) {
            if (progress.step() % COLLECT_EVERY == 0) {
                System.gc();
            }
            if (progress.step() == SETTLED || progress.step() == STEPS) {
                System.out.printf("step %d tensors %d resident %d%n", progress.step(), Tensor.live(), residentMiB());
            }
        }
    }

    private static void compare(Path folder) {
        var config = CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml"));
        try (var llm = Checkpoints.load(folder.resolve("llm.pt"));
                var flow = Checkpoints.load(folder.resolve("flow.pt"))) {
            long failed = LmGolden.compare(folder, config.llm(), llm).stream()
                            .filter(row -> !row.ok())
                            .count()
                    + FlowGolden.compare(folder, config, flow).stream()
                            .filter((GoldenRow row) -> !row.ok())
                            .count();
            System.out.println("reference failed " + failed);
        }
    }

    private static long residentMiB() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
