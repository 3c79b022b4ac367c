package dev.yinsong.cosyvoice.tensor;

import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), torch's {@code AdamW}.
 *
 * <p>Its state belongs to no scope: close it with the training.
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
    private final Tensor[] parameters, first, second, steps;

    /** An optimizer of parameters that require gradients. */
    public AdamW(List<Tensor> parameters, Settings settings) {
        this.settings = settings;
        this.parameters = parameters.toArray(Tensor[]::new);
        this.first = new Tensor[parameters.size()];
        this.second = new Tensor[parameters.size()];
        this.steps = new Tensor[parameters.size()];
        try (var scope = Scope.open()) {
            for (int i = 0; i < first.length; i++) {
                first[i] = scope.detach(this.parameters[i].detached().mul(0));
                second[i] = scope.detach(this.parameters[i].detached().mul(0));
                steps[i] = scope.detach(Tensor.zeros(1).reshape());
            }
        }
    }

    /**
     * The Euclidean norm of all gradients together, in the units of the loss per parameter.
     *
     * @throws IllegalStateException if a parameter has no gradient yet
     */
    public double gradientNorm() {
        try (var scope = Scope.open()) {
            return OpLibrary.call("gradient_norm", (Object) gradients()).item();
        }
    }

    /** Scales all gradients so that their norm is at most the limit; returns the norm before. */
    public double clip(double limit) {
        double norm = gradientNorm();
        double factor = limit / (norm + 1e-6);
        if (factor < 1) {
            try (var scope = Scope.open()) {
                OpLibrary.call("scale_gradients", gradients(), factor);
            }
        }
        return norm;
    }

    /** Moves the parameters by one step and clears their gradients. */
    public void step(double learningRate) {
        try (var scope = Scope.open()) {
            OpLibrary.call(
                    "adamw",
                    parameters,
                    gradients(),
                    first,
                    second,
                    steps,
                    learningRate,
                    settings.beta1(),
                    settings.beta2(),
                    settings.weightDecay(),
                    settings.epsilon());
        }
        for (var parameter : parameters) {
            parameter.zeroGradient();
        }
    }

    /** The state, to be saved and restored in place: first moments, second moments, step counts. */
    public List<List<Tensor>> state() {
        return List.of(List.of(first), List.of(second), List.of(steps));
    }

    private Tensor[] gradients() {
        var gradients = new Tensor[parameters.length];
        for (int i = 0; i < gradients.length; i++) {
            int index = i;
            gradients[i] = parameters[i]
                    .gradient()
                    .orElseThrow(() -> new IllegalStateException("parameter " + index + " has no gradient"));
        }
        return gradients;
    }

    @Override
    public void close() {
        for (var group : List.of(first, second, steps)) {
            for (var tensor : group) {
                tensor.close();
            }
        }
    }
}
