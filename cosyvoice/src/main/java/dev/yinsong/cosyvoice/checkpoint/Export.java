package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TensorPlan;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.Merge;
import java.nio.file.Path;
import java.util.Map;

/** A voice as whole networks that unmodified Python loads with {@code strict=True}. */
public final class Export {

    private static final String WEIGHT = ".weight";

    private Export() {}

    /**
     * Writes {@code llm.pt} and {@code flow.pt} with an adapter merged into them. Keys keep their names, order and types;
     * one tensor at a time is in memory.
     *
     * @param base the model that the adapter belongs to
     * @param folder where the files go
     * @throws dev.yinsong.cosyvoice.lora.BadAdapter when the adapter does not fit the base
     * @throws CheckpointMismatch when a file of the base does not fit its own configuration
     */
    public static void write(ModelDirectory base, Adapter adapter, Path folder) {
        var config = CosyVoiceConfig.read(base.yaml());
        adapter.requireFits(config);
        for (var network : Adapter.NETWORKS) {
            var weights = WeightSource.open(network, network.file(base));
            Alignment.of(config, weights).requireExact();
            write(weights, adapter, folder.resolve(network.key() + ".pt"));
        }
    }

    private static void write(WeightSource weights, Adapter adapter, Path file) {
        var network = weights.network();
        var updates = adapter.of(network);
        double scale = adapter.config(network).scale();
        var plans = weights.tensors().values().stream()
                .map(tensor -> plan(tensor, updates, scale))
                .toList();
        TorchFile.writePlanned(file, plans);
    }

    private static TensorPlan plan(TensorEntry tensor, Map<String, Factors> updates, double scale) {
        var name = tensor.name();
        var factors = name.endsWith(WEIGHT) ? updates.get(name.substring(0, name.length() - WEIGHT.length())) : null;
        if (factors == null) {
            return TensorPlan.of(tensor);
        }
        return new TensorPlan(
                name,
                tensor.dtype(),
                tensor.shape(),
                () -> Merge.merged(tensor, factors, scale).data());
    }
}
