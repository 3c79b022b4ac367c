package dev.yinsong.cosyvoice.golden;

import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Noise that was drawn before: each tensor once, in order. */
public final class Replay implements Noise {

    private final Deque<Tensor> uniform;
    private final Deque<Tensor> normal;

    private Replay(List<Tensor> uniform, List<Tensor> normal) {
        this.uniform = new ArrayDeque<>(uniform);
        this.normal = new ArrayDeque<>(normal);
    }

    /** One normal tensor. */
    public static Noise normal(Tensor drawn) {
        return new Replay(List.of(), List.of(drawn));
    }

    /** One uniform tensor and one normal one. */
    public static Noise of(Tensor uniform, Tensor normal) {
        return new Replay(List.of(uniform), List.of(normal));
    }

    @Override
    public Tensor normal(long... shape) {
        return next(normal, shape);
    }

    @Override
    public Tensor uniform(double low, double high, long... shape) {
        return next(uniform, shape);
    }

    private static Tensor next(Deque<Tensor> drawn, long[] shape) {
        if (drawn.isEmpty()) {
            throw new IllegalStateException("more noise is asked of a replay than was drawn");
        }
        var tensor = drawn.pop();
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalStateException("noise of shape %s is asked of a replay, %s was drawn"
                    .formatted(Arrays.toString(shape), Arrays.toString(tensor.shape())));
        }
        return tensor;
    }
}
