package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.config.FlowConfig;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What training draws by lot for a batch.
 *
 * @param t a time of each item, [B] from 0 (noise) to 1 (speech)
 * @param z noise, [B, M, T], for as many frames as are learned at once
 * @param kept which items keep their conditions
 * @param promptFrames how many first frames of each item are shown as its prompt
 * @param start the first frame that is learned
 */
public record FlowDraw(Tensor t, Tensor z, boolean[] kept, int[] promptFrames, int start) {

    /** How times are drawn. */
    public enum Times {
        /** All alike, as upstream trains. */
        UNIFORM,
        /** 1 - cos(πt/2) of uniform t: more of them early. As older upstream trained, and what was built on it. */
        COSINE;

        /** A uniformly drawn time as this schedule has it. */
        public double of(double uniform) {
            return this == UNIFORM ? uniform : 1 - Math.cos(uniform * Math.PI / 2);
        }
    }

    /**
     * How to draw.
     *
     * @param times the schedule of times
     * @param prompted how often an item is shown up to 0.3 of its first frames
     * @param longest how many frames are learned at once: a window of longer items, whose tokens are encoded whole
     */
    public record Plan(Times times, double prompted, int longest) {

        /** As upstream trains. */
        public static final Plan UPSTREAM = new Plan(Times.UNIFORM, 0.5, Integer.MAX_VALUE);

        /** Uniform times and never a prompt: for voices that speak without one. */
        public static final Plan WITHOUT_PROMPT = new Plan(Times.UNIFORM, 0, Integer.MAX_VALUE);

        public Plan {
            if (longest < 1) {
                throw new IllegalArgumentException("a window must have at least 1 frame, had " + longest);
            }
        }

        /** This plan for windows of at most so many frames. */
        public Plan within(int frames) {
            return new Plan(times, prompted, frames);
        }
    }

    private static final double LONGEST_PROMPT = 0.3;

    public FlowDraw {
        kept = kept.clone();
        promptFrames = promptFrames.clone();
    }

    /** A draw for whole items. */
    public FlowDraw(Tensor t, Tensor z, boolean[] kept, int[] promptFrames) {
        this(t, z, kept, promptFrames, 0);
    }

    static FlowDraw of(FlowBatch batch, FlowConfig config, Plan plan, Noise noise) {
        int rows = batch.size();
        int frames = Math.min(batch.frames(), plan.longest());
        var lots = new Lots(noise.uniform(0, 1, 1 + 4L * rows).floats());
        int shortest = Arrays.stream(batch.frameLengths()).min().orElseThrow();
        int start = lots.upTo(Math.max(0, shortest - frames));

        double rate = config.matching().trainingCfgRate();
        var times = new float[rows];
        var kept = new boolean[rows];
        var promptFrames = new int[rows];
        for (int row = 0; row < rows; row++) {
            times[row] = (float) plan.times().of(lots.next());
            kept[row] = lots.next() > rate || rate == 0;
            boolean prompted = lots.next() < plan.prompted();
            int prompt = lots.upTo((int) (LONGEST_PROMPT * Math.min(batch.frameLengths()[row], frames)));
            promptFrames[row] = prompted ? prompt : 0;
        }
        var z = noise.normal(rows, config.melSize(), frames);
        return new FlowDraw(Tensor.of(times, rows), z, kept, promptFrames, start);
    }

    /** Draws of one item each, for windows of one length, as a draw for a batch of those windows. */
    static FlowDraw ofWindows(List<FlowDraw> draws) {
        var kept = new boolean[draws.size()];
        var promptFrames = new int[draws.size()];
        for (int row = 0; row < kept.length; row++) {
            kept[row] = draws.get(row).kept[0];
            promptFrames[row] = draws.get(row).promptFrames[0];
        }
        var times = draws.stream().map(FlowDraw::t).toArray(Tensor[]::new);
        var noise = draws.stream().map(FlowDraw::z).toArray(Tensor[]::new);
        return new FlowDraw(Tensor.cat(0, times), Tensor.cat(0, noise), kept, promptFrames);
    }

    /** How many frames are learned. */
    int frames() {
        return z.size(2);
    }

    /** A condition [B, ...], zeroed in the items that lose theirs. */
    Tensor drop(Tensor condition) {
        var factors = new float[kept.length];
        boolean all = true;
        for (int row = 0; row < kept.length; row++) {
            factors[row] = kept[row] ? 1 : 0;
            all &= kept[row];
        }
        if (all) {
            return condition;
        }
        var shape = new long[condition.rank()];
        Arrays.fill(shape, 1);
        shape[0] = kept.length;
        return condition.mul(Tensor.of(factors, shape).like(condition));
    }

    /** Uniform numbers, one after another. */
    private static final class Lots {

        private final float[] lots;
        private int next;

        Lots(float[] lots) {
            this.lots = lots;
        }

        float next() {
            return lots[next++];
        }

        /** A whole number from 0 to a largest one. */
        int upTo(int largest) {
            return Math.min(largest, (int) (next() * (largest + 1)));
        }
    }
}
