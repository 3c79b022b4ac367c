package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import java.util.Map;

/** The sizes and the three networks' weights of a model directory, mapped and checked key by key. */
public record ModelFiles(
        CosyVoiceConfig config,
        Map<String, TensorEntry> llm,
        Map<String, TensorEntry> flow,
        Map<String, TensorEntry> hift) {

    /**
     * Opens the files of a directory whose networks speak together.
     *
     * @throws dev.yinsong.common.model.BadModel when a file is missing or the yaml unsound
     * @throws dev.yinsong.common.tensorfile.MalformedTensorFile when a file is damaged
     * @throws CheckpointMismatch when a file lacks a key, has one more, or has it in another shape or type
     */
    public static ModelFiles read(ModelDirectory directory) {
        var config = CosyVoiceConfig.readToSpeak(directory.yaml());
        return new ModelFiles(
                config,
                tensors(Network.LLM, config, directory),
                tensors(Network.FLOW, config, directory),
                tensors(Network.HIFT, config, directory));
    }

    private static Map<String, TensorEntry> tensors(Network network, CosyVoiceConfig config, ModelDirectory directory) {
        var weights = WeightSource.open(network, network.file(directory));
        Alignment.of(config, weights).requireExact();
        return weights.tensors();
    }
}
