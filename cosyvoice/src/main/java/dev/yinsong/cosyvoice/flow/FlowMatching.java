package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.config.CfmConfig;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.SideBySide;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Conditional flow matching (Lipman et al., 2023) along straight paths, with guidance that needs no classifier (Ho and
 * Salimans, 2022).
 *
 * <pre>
 *   target, z, mu, cond [B, M, T]    t [B] from 0 (noise) to 1 (speech)    speaker [B, M]
 * </pre>
 */
final class FlowMatching {

    private final CfmConfig config;
    private final UNet estimator;

    FlowMatching(Weights weights, CfmConfig config) {
        this.config = config;
        this.estimator = new UNet(weights.at("estimator"), config.estimator());
    }

    /** The mean squared error of a predicted velocity, raw: a scalar. */
    Tensor loss(Tensor velocity, Tensor target, FlowDraw draw, FrameMask mask, int frames) {
        var truth = target.sub(draw.z().mul(1 - config.sigmaMin()));
        return mask.apply(velocity.cast(DType.F32).sub(truth)).square().sum().div((double) frames * target.size(1));
    }

    /** The mean squared error of the predicted velocity of each item, raw, where all frames are real: [B]. */
    Tensor losses(Tensor velocity, Tensor target, FlowDraw draw) {
        var truth = target.sub(draw.z().mul(1 - config.sigmaMin()));
        return velocity.cast(DType.F32).sub(truth).square().mean(1, 2).reshape(-1);
    }

    /** The velocity that the network sees at the drawn point between noise and target. */
    Tensor velocity(Tensor target, FlowDraw draw, FrameMask mask, Tensor mu, Tensor speaker, Tensor cond) {
        var t = draw.t().reshape(-1, 1, 1);
        var noisy = draw.z().mul(t.mul(config.sigmaMin() - 1).add(1)).add(target.mul(t));
        return estimator.apply(
                noisy.like(mu), mask, draw.drop(mu), draw.t(), draw.drop(speaker), draw.drop(cond.like(mu)));
    }

    /**
     * Follows the velocity from noise to speech, by Euler's method.
     *
     * @param z noise of one utterance, [1, M, T]
     * @param unwanted asked before each step
     * @return mel frames [1, M, T], F32
     * @throws CancellationException when it is unwanted
     */
    Tensor solve(Tensor z, Tensor mu, Tensor speaker, Tensor cond, int steps, BooleanSupplier unwanted) {
        var guided = new Guided(mu, speaker, cond.like(mu));
        var times = config.cosineSchedule() ? TimeSteps.cosine(steps) : TimeSteps.even(steps);
        var x = z;
        for (int step = 0; step < steps; step++) {
            if (unwanted.getAsBoolean()) {
                throw new CancellationException("unwanted at step %d of %d".formatted(step + 1, steps));
            }
            double t = times[step];
            double dt = times[step + 1] - t;
            var from = x;
            x = Scope.within(() -> from.add(guided.velocity(from, t), dt));
        }
        return x;
    }

    /** What the estimator is told of an utterance, or is not. */
    private record Conditions(Tensor mu, Tensor speaker, Tensor cond) {

        Conditions none() {
            return new Conditions(mu.mul(0), speaker.mul(0), cond.mul(0));
        }
    }

    /** One utterance with its conditions and without, side by side: in one batch they would take longer. */
    private final class Guided {

        private final Conditions given;
        private final List<Conditions> both;

        Guided(Tensor mu, Tensor speaker, Tensor cond) {
            this.given = new Conditions(mu, speaker, cond);
            this.both = List.of(given, given.none());
        }

        Tensor velocity(Tensor x, double t) {
            var row = x.like(given.mu);
            var time = Tensor.of(new float[] {(float) t}, 1).onDeviceOf(given.mu);
            var velocities = SideBySide.of(both.stream()
                    .<Supplier<Tensor>>map(told -> () -> estimator
                            .apply(row, FrameMask.all(), told.mu, time, told.speaker, told.cond)
                            .cast(DType.F32))
                    .toList());
            double rate = config.inferenceCfgRate();
            return velocities.get(0).mul(1 + rate).add(velocities.get(1), -rate);
        }
    }
}
