package dev.yinsong.cosyvoice.step;

import java.util.Arrays;
import java.util.List;

/** What one member of a team has of a linear layer, or of several that read the same. */
final class StepLinear {

    /** The update of a layer whose outputs begin at an offset. */
    record Updated(int offset, int place) {}

    private final Weight weight;
    private final float[] bias;
    private final int outputs;
    private final List<Updated> updated;
    private final StepUpdates updates;

    StepLinear(Weight weight, float[] bias, List<Updated> updated, StepUpdates updates) {
        this.weight = weight;
        this.bias = Arrays.copyOf(bias, Lanes.padded(bias.length, Lanes.FOUR));
        this.outputs = bias.length;
        this.updated = updated;
        this.updates = updates;
    }

    /** Numbers that it makes of a row. */
    int outputs() {
        return outputs;
    }

    void apply(Rows x, int rows, Rows y) {
        weight.multiply(x, rows, bias, y);
        updated.forEach(layer -> updates.addTo(y, layer.offset, x, layer.place));
    }
}
