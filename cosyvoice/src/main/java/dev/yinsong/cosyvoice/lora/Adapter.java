package dev.yinsong.cosyvoice.lora;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What training learned of a speaker: low-rank updates of the language model, the flow, or both.
 *
 * @param llm the language model's settings
 * @param flow the flow's settings
 * @param layers an update for each layer, under {@code llm.} or {@code flow.} and the layer's name in its network
 */
public record Adapter(LoraConfig llm, LoraConfig flow, Map<String, Factors> layers) {

    /** The networks that can be updated. */
    public static final List<Network> NETWORKS = List.of(Network.LLM, Network.FLOW);

    /**
     * @throws BadAdapter when a layer belongs to neither network, or has another rank than its network's settings
     */
    public Adapter {
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        for (var layer : layers.entrySet()) {
            int rank = (isOf(Network.LLM, layer.getKey()) ? llm : flow).rank();
            if (!isOf(Network.LLM, layer.getKey()) && !isOf(Network.FLOW, layer.getKey())) {
                throw new BadAdapter("the layer " + layer.getKey() + " is neither of llm nor of flow");
            }
            if (layer.getValue().rank() != rank) {
                throw new BadAdapter("the layer " + layer.getKey() + " has rank "
                        + layer.getValue().rank() + ", its network " + rank);
            }
        }
    }

    /** A network's settings. */
    public LoraConfig config(Network network) {
        return switch (network) {
            case LLM -> llm;
            case FLOW -> flow;
            case HIFT -> throw new IllegalArgumentException("the vocoder has no low-rank updates");
        };
    }

    /** A network's updates under the layers' names in it; empty when the network stays as it is. */
    public Map<String, Factors> of(Network network) {
        var own = new LinkedHashMap<String, Factors>();
        layers.forEach((name, factors) -> {
            if (isOf(network, name)) {
                own.put(name.substring(network.key().length() + 1), factors);
            }
        });
        return own;
    }

    /** The number of trained numbers. */
    public long parameters() {
        return layers.values().stream()
                .mapToLong(layer -> (long) layer.a().length + layer.b().length)
                .sum();
    }

    /**
     * Refuses an adapter that does not belong to a base: each network must be updated in exactly the layers that its
     * settings choose, of exactly their sizes, or not at all.
     *
     * @throws BadAdapter naming the layer and both sizes
     */
    public Adapter requireFits(CosyVoiceConfig base) {
        for (var network : NETWORKS) {
            var updates = of(network);
            if (!updates.isEmpty()) {
                requireFits(network, updates, LoraTarget.of(network, base, config(network)));
            }
        }
        return this;
    }

    private static void requireFits(Network network, Map<String, Factors> updates, List<LoraTarget> targets) {
        var left = new LinkedHashMap<>(updates);
        for (var target : targets) {
            var factors = left.remove(target.module());
            if (factors == null) {
                throw new BadAdapter("the adapter has no update for " + network.key() + "." + target.module());
            }
            if (factors.in() != target.in() || factors.out() != target.out()) {
                throw new BadAdapter("the adapter updates %s.%s from %d to %d values, the base has it from %d to %d"
                        .formatted(
                                network.key(),
                                target.module(),
                                factors.in(),
                                factors.out(),
                                target.in(),
                                target.out()));
            }
        }
        for (var name : left.keySet()) {
            throw new BadAdapter("the adapter updates " + network.key() + "." + name
                    + ", which is no linear layer of the base that its settings choose");
        }
    }

    private static boolean isOf(Network network, String name) {
        return network != Network.HIFT && name.startsWith(network.key() + ".");
    }
}
