package dev.yinsong.nano.training;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.tensor.AdamW;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Trains parameters until the plan's time is used up, saving weights and optimizer now and then.
 *
 * <p>Time is that of one processor core, so that a busy machine trains as well as an idle one, only later. A run that finds a saved state goes on from there; one whose time is used up does nothing.
 */
public final class Trainer {

    private static final Logger LOG = System.getLogger(Trainer.class.getName());
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final double SAVE_EVERY = 40; // seconds
    private static final int REPORT_EVERY = 20; // steps

    /** One step's work. */
    @FunctionalInterface
    public interface Step {

        /**
         * Computes what is to be made small.
         *
         * @param random seeded by the number of the step
         * @param share of the training time that has gone, 0 to 1
         * @param figures to report beside the loss; averaged over some steps
         */
        Tensor loss(RandomGenerator random, double share, Map<String, Double> figures);
    }

    private final String name;
    private final Path file;
    private final Parameters parameters;
    private final Plan plan;
    private int step;
    private double seconds;

    /** @param file where the state is kept */
    public Trainer(String name, Path file, Parameters parameters, Plan plan) {
        this.name = name;
        this.file = file;
        this.parameters = parameters;
        this.plan = plan;
    }

    /** Steps done so far, in all runs. */
    public int steps() {
        return step;
    }

    /**
     * Trains to the end of the plan.
     *
     * @param check run now and then and at the end, on weights that aren't changing: returns a line to report
     */
    public void run(Step work, @Nullable Check check) {
        try (var optimizer = new AdamW(
                parameters.list(), new AdamW.Settings(plan.beta1(), plan.beta2(), plan.weightDecay(), 1e-8))) {
            resume(optimizer);
            var report = new Report();
            double saved = seconds;
            double checked = seconds;
            double limit = plan.minutes() * 60;
            boolean worked = false;
            while (seconds < limit) {
                long start = CLOCK.getCurrentThreadCpuTime();
                step(optimizer, work, report);
                seconds += (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
                worked = true;
                if (step % REPORT_EVERY == 0) {
                    LOG.log(Level.INFO, () -> "%s %d, %.0f s: %s".formatted(name, step, seconds, report.line()));
                }
                if (seconds - saved > SAVE_EVERY || seconds >= limit) {
                    save(optimizer);
                    saved = seconds;
                }
                if (check != null && seconds - checked > Math.max(30, limit / 8)) {
                    report(check);
                    checked = seconds;
                }
            }
            if (worked && check != null) {
                report(check);
            }
        }
    }

    /** Measures held-out data. */
    @FunctionalInterface
    public interface Check {
        String measure();
    }

    private void report(Check check) {
        try (var scope = Scope.open()) {
            String line = check.measure();
            LOG.log(Level.INFO, () -> "%s %d, %.0f s: held out: %s".formatted(name, step, seconds, line));
        }
    }

    private void step(AdamW optimizer, Step work, Report report) {
        double share = seconds / (plan.minutes() * 60);
        try (var scope = Scope.open()) {
            var figures = new TreeMap<String, Double>();
            try (var tape = Tape.open(step)) {
                var loss = work.loss(new java.util.SplittableRandom(step * 7919L + 17), share, figures);
                figures.put("loss", (double) loss.item());
                loss.backward();
            }
            figures.put("norm", optimizer.clip(plan.clip()));
            if (!Double.isFinite(figures.getOrDefault("loss", Double.NaN))
                    || !Double.isFinite(figures.getOrDefault("norm", Double.NaN))) {
                throw new IllegalStateException(name + " diverged at step " + step + ": " + figures);
            }
            optimizer.step(plan.rateAt(step, share));
            report.add(figures);
        }
        step++;
    }

    private static final class Report {

        private final Map<String, Double> sums = new TreeMap<>();
        private int count;

        void add(Map<String, Double> figures) {
            figures.forEach((key, value) -> sums.merge(key, value, Double::sum));
            count++;
        }

        String line() {
            var words = new ArrayList<String>();
            sums.forEach((key, sum) -> words.add("%s %.4f".formatted(key, sum / count)));
            sums.clear();
            count = 0;
            return String.join(", ", words);
        }
    }

    private void save(AdamW optimizer) {
        var entries = new ArrayList<>(parameters.entries());
        var names = List.copyOf(parameters.all().keySet());
        var state = optimizer.state();
        for (int group = 0; group < state.size(); group++) {
            for (int i = 0; i < names.size(); i++) {
                var tensor = state.get(group).get(i);
                entries.add(TensorEntry.of("optimizer." + group + "." + names.get(i), tensor.floats(), tensor.shape()));
            }
        }
        SafeTensors.write(
                file,
                entries,
                Map.of("step", String.valueOf(step), "seconds", String.format(Locale.ROOT, "%.3f", seconds)));
    }

    private void resume(AdamW optimizer) {
        if (!Files.exists(file)) {
            return;
        }
        var saved = SafeTensors.open(file);
        step = Integer.parseInt(saved.metadata().getOrDefault("step", "0"));
        seconds = Double.parseDouble(saved.metadata().getOrDefault("seconds", "0"));
        var names = List.copyOf(parameters.all().keySet());
        var state = optimizer.state();
        for (String parameter : names) {
            overwrite(parameters.get(parameter), saved.tensor(parameter));
        }
        for (int group = 0; group < state.size(); group++) {
            for (int i = 0; i < names.size(); i++) {
                overwrite(state.get(group).get(i), saved.tensor("optimizer." + group + "." + names.get(i)));
            }
        }
        LOG.log(Level.INFO, () -> "%s goes on from step %d, %.0f s".formatted(name, step, seconds));
    }

    private static void overwrite(Tensor tensor, TensorEntry saved) {
        try (var scope = Scope.open()) {
            var values = Tensor.of(saved.floats(), saved.shape());
            var target = tensor.detached();
            if (target.rank() == 0) {
                target.reshape(1).write(0, 0, values.reshape(1));
            } else {
                target.write(0, 0, values);
            }
        }
    }
}
