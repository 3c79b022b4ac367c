package dev.yinsong.cosyvoice.lora;

import dev.yinsong.cosyvoice.config.Network;
import java.util.List;

/**
 * A network's low-rank update (Hu et al., 2021): W + (α/r)·B·A in chosen linear layers.
 *
 * @param rank r
 * @param alpha α
 * @param dropout probability that an input of the update is dropped in training
 * @param targets last names of the layers that are updated, such as {@code linear_q}
 */
public record LoraConfig(int rank, double alpha, double dropout, List<String> targets) {

    /** The language model's layers. */
    public static final List<String> LLM_TARGETS =
            List.of("linear_q", "linear_k", "linear_v", "linear_out", "w_1", "w_2");

    /** The flow's layers. */
    public static final List<String> FLOW_TARGETS =
            List.of("to_q", "to_k", "to_v", "linear_q", "linear_k", "linear_v", "w_1", "w_2");

    public LoraConfig {
        if (rank < 1) {
            throw new IllegalArgumentException("rank must be at least 1, was " + rank);
        }
        if (!(alpha > 0) || !Double.isFinite(alpha)) {
            throw new IllegalArgumentException("alpha must be positive, was " + alpha);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, was " + dropout);
        }
        targets = List.copyOf(targets);
    }

    /** Rank, α and dropout on a network's usual layers. */
    public static LoraConfig of(Network network, int rank, double alpha, double dropout) {
        return new LoraConfig(rank, alpha, dropout, targets(network));
    }

    /** What suits the language model of CosyVoice-300M: r 8, α 16, dropout 0.15. */
    public static LoraConfig llm() {
        return of(Network.LLM, 8, 16, 0.15);
    }

    /** What suits the flow of CosyVoice-300M: r 16, α 32, dropout 0.05. */
    public static LoraConfig flow() {
        return of(Network.FLOW, 16, 32, 0.05);
    }

    /** α/r. */
    public double scale() {
        return alpha / rank;
    }

    private static List<String> targets(Network network) {
        return switch (network) {
            case LLM -> LLM_TARGETS;
            case FLOW -> FLOW_TARGETS;
            case HIFT -> List.of();
        };
    }
}
