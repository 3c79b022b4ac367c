package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import dev.yinsong.cosyvoice.lora.MergedLayer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whole networks in which an adapter was merged, as other projects and {@link Export} write them: the adapter again. */
public final class MergedNetworks {

    private MergedNetworks() {}

    /**
     * Finds the adapter that was merged.
     *
     * @param base the model that it was merged into
     * @param files the merged networks that there are
     * @param ranks the rank of each network's update
     * @throws BadAdapter when a layer changed that no adapter changes, or by more than its rank allows
     * @throws CheckpointMismatch when a file does not fit the base's configuration
     */
    public static Adapter recover(ModelDirectory base, Map<Network, Path> files, Map<Network, Integer> ranks) {
        var config = CosyVoiceConfig.read(base.yaml());
        var layers = new LinkedHashMap<String, Factors>();
        for (var network : Adapter.NETWORKS) {
            var file = files.get(network);
            if (file != null) {
                recover(base, config, network, file, lora(network, ranks), layers);
            }
        }
        if (layers.isEmpty()) {
            throw new BadAdapter("there is no merged network");
        }
        return new Adapter(lora(Network.LLM, ranks), lora(Network.FLOW, ranks), layers).requireFits(config);
    }

    private static void recover(
            ModelDirectory base,
            CosyVoiceConfig config,
            Network network,
            Path file,
            LoraConfig lora,
            Map<String, Factors> layers) {
        var original = WeightSource.open(network, network.file(base));
        var merged = WeightSource.open(network, file);
        Alignment.of(config, merged).requireExact();
        var targets = LoraTarget.of(network, config, lora).stream()
                .collect(Collectors.toMap(LoraTarget::weight, Function.identity()));
        original.tensors().forEach((name, weight) -> {
            var changed = Objects.requireNonNull(merged.tensors().get(name));
            var target = targets.get(name);
            if (target != null) {
                layers.put(network.key() + "." + target.module(), MergedLayer.update(weight, changed, lora.rank()));
            } else {
                requireSame(merged.source(), weight, changed);
            }
        });
    }

    private static void requireSame(String source, TensorEntry base, TensorEntry merged) {
        if (!Arrays.equals(base.floats(), merged.floats())) {
            throw new BadAdapter(
                    source + " has another " + base.name() + " than the base, and no adapter changes that");
        }
    }

    /** Scaled by 1, for the scale is in the factors already. */
    private static LoraConfig lora(Network network, Map<Network, Integer> ranks) {
        var usual = network == Network.LLM ? LoraConfig.llm() : LoraConfig.flow();
        int rank = ranks.getOrDefault(network, usual.rank());
        return LoraConfig.of(network, rank, rank, 0);
    }
}
