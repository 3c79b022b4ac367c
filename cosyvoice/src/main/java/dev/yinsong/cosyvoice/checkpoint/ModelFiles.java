package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import java.nio.file.Path;
import java.util.Map;

/** The sizes and the three networks' weights of a model directory, mapped. */
public record ModelFiles(
        CosyVoiceConfig config,
        Map<String, TensorEntry> llm,
        Map<String, TensorEntry> flow,
        Map<String, TensorEntry> hift) {

    /** Opens the files of a directory. */
    public static ModelFiles read(ModelDirectory directory) {
        return new ModelFiles(
                CosyVoiceConfig.read(directory.yaml()),
                tensors(directory.llm()),
                tensors(directory.flow()),
                tensors(directory.hift()));
    }

    private static Map<String, TensorEntry> tensors(Path file) {
        return file.toString().endsWith(".safetensors")
                ? SafeTensors.open(file).tensors()
                : TorchFile.open(file).tensors();
    }
}
