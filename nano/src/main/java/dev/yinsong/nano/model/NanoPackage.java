package dev.yinsong.nano.model;

import dev.yinsong.common.model.SpeechLength;
import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.TrainingDefaults.LowRankDefaults;
import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the model folder in upstream's layout, networks in 16-bit floats.
 *
 * @param lm trained weights, a safetensors file
 * @param flow likewise
 * @param vocoder likewise
 * @param pitch the tensors of the vocoder's pitch predictor, which replace those of the same names
 * @param tokenizer the speech tokenizer's graph
 * @param speaker the speaker encoder's graph
 * @param voices mean speaker vectors of the base voices
 */
public record NanoPackage(
        Path lm, Path flow, Path vocoder, Path pitch, Path tokenizer, Path speaker, Map<String, float[]> voices) {

    private static final String TEXT_EMBEDDING = "text_embedding.weight";

    /** Writes all files; those of the same names are replaced. */
    public void write(NanoSizes sizes, Path folder) throws IOException {
        Files.createDirectories(folder);
        NanoYaml.write(sizes, folder.resolve("cosyvoice.yaml"));
        TorchFile.write(folder.resolve("llm.pt"), halves(capitals(read(lm))));
        TorchFile.write(folder.resolve("flow.pt"), halves(read(flow)));
        TorchFile.write(folder.resolve("hift.pt"), halves(read(vocoder, pitch)));
        copy(tokenizer, folder.resolve("speech_tokenizer_v1.onnx"));
        copy(speaker, folder.resolve("campplus.onnx"));
        Files.writeString(folder.resolve("multilingual.tiktoken"), bytes());
        TorchFile.write(folder.resolve("spk2info.pt"), speakers());
        settings().write(folder.resolve("yinsong.json"));
    }

    /** A dictionary for each voice, as upstream has it. */
    private Map<String, List<TensorEntry>> speakers() {
        var speakers = new TreeMap<String, List<TensorEntry>>();
        voices.forEach(
                (name, vector) -> speakers.put(name, List.of(TensorEntry.of("embedding", vector, 1, vector.length))));
        return speakers;
    }

    private static YinsongJson settings() {
        // Clips teach the mistakes that the tokenizer makes with their speaker. So the LM learns barely more than the
        // rhythm, and the flow's encoder, which knows what tokens mean, nothing: timbre is the U-Net's.
        var training = new TrainingDefaults(
                new LowRankDefaults(8, 0.06, 0.05),
                new LowRankDefaults(16, 32, 0.05, List.of("to_q", "to_k", "to_v", "proj")),
                1e-3,
                0.01,
                10,
                28,
                4,
                1.0,
                250,
                6);
        return new YinsongJson(
                "nano",
                List.of("en"),
                "Apache-2.0; trained on speech of flite's voices (BSD-like) and espeak-ng (GPL-3.0 program); tokenizer, "
                        + "speaker encoder, flow and vocoder also on the prompts of asterisk-core-sounds (CC BY-SA 3.0)",
                training,
                new YinsongJson.StopThresholds(0.6, 0.8),
                new SpeechLength(1, 6, 50), // a letter takes 2 to 4 speech tokens
                6); // in more it is understood no better
    }

    private static List<TensorEntry> read(Path... files) {
        var tensors = new LinkedHashMap<String, TensorEntry>();
        for (Path file : files) {
            tensors.putAll(SafeTensors.open(file).tensors());
        }
        return List.copyOf(tensors.values());
    }

    /** Capitals were never trained: nano reads them as small letters. */
    private static List<TensorEntry> capitals(List<TensorEntry> tensors) {
        var changed = new ArrayList<TensorEntry>();
        for (var tensor : tensors) {
            if (!tensor.name().equals(TEXT_EMBEDDING)) {
                changed.add(tensor);
                continue;
            }
            float[] rows = tensor.floats();
            int width = (int) tensor.shape()[1];
            for (int letter = 'A'; letter <= 'Z'; letter++) {
                System.arraycopy(rows, (letter - 'A' + 'a') * width, rows, letter * width, width);
            }
            changed.add(TensorEntry.of(tensor.name(), rows, tensor.shape()));
        }
        return changed;
    }

    private static List<TensorEntry> halves(List<TensorEntry> tensors) {
        var narrow = new ArrayList<TensorEntry>();
        for (var tensor : tensors) {
            float[] values = tensor.floats();
            var data = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                short half = Float.floatToFloat16(value);
                if (!Float.isFinite(Float.float16ToFloat(half))) {
                    throw new IllegalStateException(
                            tensor.name() + " has the value " + value + ", too large for 16 bits");
                }
                data.putShort(half);
            }
            narrow.add(new TensorEntry(tensor.name(), DType.F16, tensor.shape(), data.flip()));
        }
        return narrow;
    }

    /** A vocabulary of the 256 bytes, without any pair. */
    private static String bytes() {
        var lines = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            lines.append(Base64.getEncoder().encodeToString(new byte[] {(byte) b}))
                    .append(' ')
                    .append(b)
                    .append('\n');
        }
        return lines.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
