package dev.yinsong.cosyvoice.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), torch's {@code AdamW}.
 *
 * <p>Parameters, their gradients and moments each lie behind one another in one memory: a step is one pass over them, however
 * many parameters there are. Its state belongs to no scope: close it with the training.
 */
public final class AdamW implements AutoCloseable {

    /**
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     * @param weightDecay share of a weight that one step at rate 1 takes away
     * @param epsilon added to the root of the mean square
     */
    public record Settings(double beta1, double beta2, double weightDecay, double epsilon) {

        /** Torch's defaults with the given decay. */
        public static Settings decay(double weightDecay) {
            return new Settings(0.9, 0.999, weightDecay, 1e-8);
        }
    }

    private final Settings settings;
    private final List<Tensor> parameters;
    private final Tensor numbers, gradients, first, second, steps;
    private final List<Tensor> firstParts, secondParts; // of each parameter

    /** An optimizer of parameters that require gradients, which are zero from now on. */
    public AdamW(List<Tensor> parameters, Settings settings) {
        this.settings = settings;
        this.parameters = List.copyOf(parameters);
        try (var scope = Scope.open()) {
            this.numbers = scope.detach(OpLibrary.call("join_memory", (Object) array()));
            this.gradients = scope.detach(numbers.mul(0));
            this.first = scope.detach(numbers.mul(0));
            this.second = scope.detach(numbers.mul(0));
            this.steps = scope.detach(Tensor.zeros(1).reshape());
            this.firstParts = parts(first, scope);
            this.secondParts = parts(second, scope);
            joinGradients();
        }
    }

    private Tensor[] array() {
        return parameters.toArray(Tensor[]::new);
    }

    private List<Tensor> parts(Tensor memory, Scope scope) {
        var parts = new ArrayList<Tensor>();
        long end = 0;
        for (var parameter : parameters) {
            long begin = end;
            end += HostMemory.count(parameter.shape());
            parts.add(scope.detach(memory.slice(0, begin, end).reshape(parameter.shape())));
        }
        return parts;
    }

    /** Lets each parameter's gradient be a part of all: libtorch adopts the first gradient that it is given. */
    private void joinGradients() {
        Libtorch.recordGradients(true);
        try {
            var joined = OpLibrary.call("join", (Object) array());
            Libtorch.backward(joined.handle(), gradients.handle());
        } finally {
            Libtorch.recordGradients(Tape.isOpen());
        }
    }

    /** The Euclidean norm of all gradients together, in the units of the loss per parameter. */
    public double gradientNorm() {
        try (var scope = Scope.open()) {
            return OpLibrary.call("norm", gradients).item();
        }
    }

    /** Scales all gradients so that their norm is at most the limit; returns the norm before. */
    public double clip(double limit) {
        double norm = gradientNorm();
        double factor = limit / (norm + 1e-6);
        if (factor < 1) {
            try (var scope = Scope.open()) {
                OpLibrary.call("scale_in_place", gradients, factor);
            }
        }
        return norm;
    }

    /** Moves the parameters by one step and clears their gradients. */
    public void step(double learningRate) {
        try (var scope = Scope.open()) {
            OpLibrary.call(
                    "adamw",
                    new Tensor[] {numbers},
                    new Tensor[] {gradients},
                    new Tensor[] {first},
                    new Tensor[] {second},
                    new Tensor[] {steps},
                    learningRate,
                    settings.beta1(),
                    settings.beta2(),
                    settings.weightDecay(),
                    settings.epsilon());
        }
    }

    /** The state, to be saved and restored in place: first moments, second moments, step counts, of each parameter. */
    public List<List<Tensor>> state() {
        return List.of(firstParts, secondParts, Collections.nCopies(parameters.size(), steps));
    }

    @Override
    public void close() {
        for (var group : List.of(firstParts, secondParts, List.of(numbers, gradients, first, second, steps))) {
            group.forEach(Tensor::close);
        }
    }
}
