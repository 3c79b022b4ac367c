package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the parts of layers that one member of a team computes, copies of the weights in the order in which it reads them. */
final class StepLayers {

    private final Team.Member member;
    private final Arena arena;
    private final StepUpdates updates;

    /** @param arena of the weights */
    StepLayers(Team.Member member, Arena arena, StepUpdates updates) {
        this.member = member;
        this.arena = arena;
        this.updates = updates;
    }

    /** The attention of the member's heads. */
    StepAttention attention(Weights weights, EncoderConfig config) {
        return new StepAttention(weights, config, member, arena);
    }

    /**
     * Puts together what all members have of the same rows: called by all of them alike.
     *
     * @param part the member's
     * @param width of the whole
     */
    void whole(Rows part, int rows, int width, Rows whole) {
        float[][] parts = member.parts(part.values);
        for (int other = 0; other < parts.length; other++) {
            int from = member.from(other, width), count = member.from(other + 1, width) - from;
            int stride = Lanes.padded(count, Lanes.FOUR);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(parts[other], row * stride, whole.values, whole.at(row) + from, count);
            }
        }
    }

    /** Adds to x the sum of what all members have made of their inputs: called by all of them alike. */
    void addAll(Rows part, int rows, int width, Rows x) {
        float[][] parts = member.parts(part.values);
        for (int row = 0; row < rows; row++) {
            int from = x.at(row);
            for (int i = from; i < from + width; i++) {
                float sum = parts[0][i];
                for (int other = 1; other < parts.length; other++) {
                    sum += parts[other][i];
                }
                x.values[i] += sum;
            }
        }
    }

    /** The member's part of the outputs of layers of one input, one behind the other. */
    StepLinear someOutputs(Linear... layers) {
        try (var scope = Scope.open()) {
            var weights = new ArrayList<Tensor>();
            var biases = new ArrayList<Tensor>();
            var updated = new ArrayList<StepLinear.Updated>();
            int outputs = 0;
            for (var layer : layers) {
                var weight = member.part(layer.weight(), 0);
                weights.add(weight);
                biases.add(member.part(bias(layer), 0));
                updated.add(new StepLinear.Updated(outputs, updates.ofSomeOutputs(layer.name())));
                outputs += weight.size(0);
            }
            var panels = Panels.of(
                    arena, joined(weights).floats(), weights.getFirst().size(1));
            return new StepLinear(panels, joined(biases).floats(), updated, updates);
        }
    }

    /** A layer that reads the member's part of the inputs; what all members make of theirs is to be added up. */
    StepLinear someInputs(Linear layer) {
        return someInputs(layer, Panels::of);
    }

    /** As {@link #someInputs(Linear)}, of which inputs are not read that are zero. */
    StepLinear someInputsIfAny(Linear layer) {
        return someInputs(layer, ByInput::of);
    }

    private StepLinear someInputs(Linear layer, Copy copy) {
        try (var scope = Scope.open()) {
            var part = member.part(layer.weight(), 1);
            var weight = copy.of(arena, part.floats(), part.size(1));
            float[] bias = bias(layer).floats();
            if (member.index() > 0) {
                Arrays.fill(bias, 0); // the first member's is enough
            }
            var updated = new StepLinear.Updated(0, updates.ofSomeInputs(layer.name()));
            return new StepLinear(weight, bias, List.of(updated), updates);
        }
    }

    private static Tensor bias(Linear layer) {
        var bias = layer.bias();
        return bias == null ? Tensor.zeros(layer.weight().size(0)).like(layer.weight()) : bias;
    }

    private static Tensor joined(List<Tensor> parts) {
        return Tensor.cat(0, parts.toArray(Tensor[]::new));
    }

    /** A way of copying a weight [out, in]. */
    private interface Copy {
        Weight of(Arena arena, float[] weight, int in);
    }
}
