package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.nn.LayerNorm;
import jdk.incubator.vector.FloatVector;

/** Normalisation of each row (Ba et al., 2016). */
final class StepNorm {

    private final float[] weight, bias;
    private final double epsilon;
    private final int width, whole; // what fills whole vectors

    StepNorm(LayerNorm norm) {
        this.weight = norm.weight().floats();
        this.bias = norm.bias().floats();
        this.epsilon = norm.epsilon();
        this.width = weight.length;
        this.whole = width / Lanes.COUNT * Lanes.COUNT;
    }

    void apply(Rows x, int rows, Rows y) {
        for (int row = 0; row < rows; row++) {
            apply(x.values, x.at(row), y.values, y.at(row));
        }
    }

    private void apply(float[] x, int from, float[] y, int to) {
        float mean = sum(x, from) / width;
        float factor = (float) (1 / Math.sqrt(squares(x, from, mean) / width + epsilon));
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            var scaled = Lanes.at(x, from + i).sub(mean).mul(factor);
            scaled.fma(Lanes.at(weight, i), Lanes.at(bias, i)).intoArray(y, to + i);
        }
        for (int i = whole; i < width; i++) {
            y[to + i] = Math.fma((x[from + i] - mean) * factor, weight[i], bias[i]);
        }
    }

    private float sum(float[] x, int from) {
        var sums = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            sums = sums.add(Lanes.at(x, from + i));
        }
        float sum = Lanes.sum(sums);
        for (int i = whole; i < width; i++) {
            sum += x[from + i];
        }
        return sum;
    }

    private float squares(float[] x, int from, float mean) {
        var sums = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            var apart = Lanes.at(x, from + i).sub(mean);
            sums = apart.fma(apart, sums);
        }
        float sum = Lanes.sum(sums);
        for (int i = whole; i < width; i++) {
            float apart = x[from + i] - mean;
            sum = Math.fma(apart, apart, sum);
        }
        return sum;
    }
}
