package dev.yinsong.cosyvoice.tensor;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Where random numbers come from, so that a seed decides them. For one thread. */
public interface Noise {

    /** Independent numbers of the normal distribution with mean 0 and variance 1. */
    Tensor normal(long... shape);

    /** Independent numbers, uniform between two bounds. */
    Tensor uniform(double low, double high, long... shape);

    /** Numbers that the seed alone decides. */
    static Noise seeded(long seed) {
        return from(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    /** The numbers of a generator, in row-major order. */
    static Noise from(RandomGenerator generator) {
        return new Noise() {
            @Override
            public Tensor normal(long... shape) {
                var values = new float[count(shape)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) generator.nextGaussian();
                }
                return Tensor.of(values, shape);
            }

            @Override
            public Tensor uniform(double low, double high, long... shape) {
                var values = new float[count(shape)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) generator.nextDouble(low, high);
                }
                return Tensor.of(values, shape);
            }

            private static int count(long[] shape) {
                return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
            }
        };
    }
}
