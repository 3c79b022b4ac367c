package dev.yinsong.cosyvoice.lora;

import dev.yinsong.cosyvoice.config.Network;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A network's low-rank update (Hu et al., 2021): W + (α/r)·B·A in chosen linear layers.
 *
 * @param rank r
 * @param alpha α
 * @param dropout probability that an input of the update is dropped in training
 * @param targets last names of the layers that are updated, such as {@code linear_q}
 */
public record LoraConfig(int rank, double alpha, double dropout, SortedSet<String> targets) {

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
        targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
    }

    /** Rank, α and dropout on a network's usual layers. */
    public static LoraConfig of(Network network, int rank, double alpha, double dropout) {
        return of(network, rank, alpha, dropout, Set.of());
    }

    /**
     * Rank, α and dropout on chosen layers of a network.
     *
     * @param chosen last names of layers; none for the network's usual ones
     */
    public static LoraConfig of(Network network, int rank, double alpha, double dropout, Collection<String> chosen) {
        var possible = new TreeSet<>(targets(network));
        if (network == Network.FLOW) {
            possible.addAll(LoraTargets.FLOW_ON_REQUEST);
        }
        if (!possible.containsAll(chosen)) {
            throw new IllegalArgumentException("only " + possible + " can be updated, were " + chosen);
        }
        return new LoraConfig(rank, alpha, dropout, new TreeSet<>(chosen.isEmpty() ? targets(network) : chosen));
    }

    /** The same on the layers of a network that a file updates; unchanged where it updates none of them. */
    public LoraConfig updating(Network network, Collection<String> layers) {
        var leaves = layers.stream()
                .filter(layer -> layer.startsWith(network.key() + "."))
                .map(layer -> layer.substring(layer.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        return leaves.isEmpty() ? this : new LoraConfig(rank, alpha, dropout, leaves);
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

    private static Set<String> targets(Network network) {
        return switch (network) {
            case LLM -> LoraTargets.LLM;
            case FLOW -> LoraTargets.FLOW;
            case HIFT -> Set.of();
        };
    }
}
