package dev.yinsong.cosyvoice.lora;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Adapters as files in the shape of the PEFT library: {@code adapter_config.json} and {@code adapter_model.safetensors}.
 *
 * <p>PEFT knows one model, so the two networks are its parts {@code llm} and {@code flow}: rank and α are the language
 * model's, and the flow's stand under {@code rank_pattern} and {@code alpha_pattern}.
 */
public final class AdapterFile {

    public static final String CONFIG = "adapter_config.json";
    public static final String TENSORS = "adapter_model.safetensors";

    /** Matches every layer of the flow and none of the language model, in the way PEFT matches. */
    private static final String FLOW_PATTERN = "(encoder\\.encoders|decoder\\.estimator)\\..*";

    private static final String PREFIX = "base_model.model.";
    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private AdapterFile() {}

    /** Writes both files into a folder. {@code base} tells which base the adapter belongs to. */
    public static void write(Path folder, Adapter adapter, String base) {
        try {
            Files.write(folder.resolve(CONFIG), config(adapter, base));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the adapter into " + folder + ": " + e.getMessage(), e);
        }
        SafeTensors.write(folder.resolve(TENSORS), entries(adapter), metadata(adapter));
    }

    /**
     * Reads both files of a folder.
     *
     * @throws BadAdapter when they are damaged or contradict each other
     */
    public static Adapter read(Path folder) {
        try {
            return parse(Files.readAllBytes(folder.resolve(CONFIG)), SafeTensors.open(folder.resolve(TENSORS)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the adapter in " + folder + ": " + e.getMessage(), e);
        } catch (MalformedTensorFile e) {
            throw new BadAdapter("the adapter in " + folder + " is damaged: " + e.getMessage(), e);
        }
    }

    /** The bytes of {@value #CONFIG}. */
    public static byte[] config(Adapter adapter, String base) {
        var root = JSON.createObjectNode();
        root.put("peft_type", "LORA");
        root.putNull("task_type");
        root.put("base_model_name_or_path", base);
        root.put("inference_mode", true);
        root.put("r", adapter.llm().rank());
        number(root, "lora_alpha", adapter.llm().alpha());
        root.put("lora_dropout", adapter.llm().dropout());
        root.put("bias", "none");
        root.put("fan_in_fan_out", false);
        root.put("init_lora_weights", true);
        root.putNull("modules_to_save");
        root.put("target_modules", targetPattern(adapter));
        root.putObject("rank_pattern").put(FLOW_PATTERN, adapter.flow().rank());
        number(root.putObject("alpha_pattern"), FLOW_PATTERN, adapter.flow().alpha());
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of {@value #TENSORS}. */
    public static byte[] tensors(Adapter adapter) {
        return SafeTensors.bytes(entries(adapter), metadata(adapter));
    }

    /**
     * An adapter from its two files' contents.
     *
     * @throws BadAdapter when they are damaged or contradict each other
     */
    public static Adapter parse(byte[] config, SafeTensors tensors) {
        var layers = layers(tensors);
        var root = json(config);
        var llm = lora(Network.LLM, root, "r", "lora_alpha", tensors, layers);
        var flow = lora(Network.FLOW, patterns(root), "r", "lora_alpha", tensors, layers);
        return new Adapter(llm, flow, layers);
    }

    // ---- tensors

    private static List<TensorEntry> entries(Adapter adapter) {
        var entries = new ArrayList<TensorEntry>();
        adapter.layers().forEach((layer, factors) -> {
            entries.add(TensorEntry.of(PREFIX + layer + A, factors.a(), factors.rank(), factors.in()));
            entries.add(TensorEntry.of(PREFIX + layer + B, factors.b(), factors.out(), factors.rank()));
        });
        return entries;
    }

    /** What PEFT has no place for: a dropout for each network. */
    private static Map<String, String> metadata(Adapter adapter) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", "pt");
        for (var network : Adapter.NETWORKS) {
            metadata.put(
                    dropoutKey(network), String.valueOf(adapter.config(network).dropout()));
        }
        return metadata;
    }

    private static Map<String, Factors> layers(SafeTensors tensors) {
        var layers = new LinkedHashMap<String, Factors>();
        for (var key : tensors.names()) {
            if (!key.startsWith(PREFIX) || !(key.endsWith(A) || key.endsWith(B))) {
                throw new BadAdapter(tensors.source() + " holds " + key + ", which is no part of an adapter");
            }
            var layer = key.substring(PREFIX.length(), key.length() - A.length());
            if (!layers.containsKey(layer)) {
                layers.put(
                        layer, Factors.of(layer, half(tensors, PREFIX + layer + A), half(tensors, PREFIX + layer + B)));
            }
        }
        return layers;
    }

    private static TensorEntry half(SafeTensors tensors, String key) {
        if (!tensors.has(key)) {
            throw new BadAdapter(tensors.source() + " lacks " + key);
        }
        return tensors.tensor(key);
    }

    // ---- settings

    private static String targetPattern(Adapter adapter) {
        return Adapter.NETWORKS.stream()
                .map(network -> network.key() + "\\..*\\.("
                        + String.join("|", adapter.config(network).targets()) + ")")
                .collect(Collectors.joining("|"));
    }

    private static void number(ObjectNode node, String key, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            node.put(key, (long) value);
        } else {
            node.put(key, value);
        }
    }

    private static JsonNode json(byte[] config) {
        try {
            var root = JSON.readTree(config);
            if (root.isObject()) {
                return root;
            }
            throw new BadAdapter(CONFIG + " is not a JSON object");
        } catch (IOException e) {
            throw new BadAdapter(CONFIG + " is not JSON: " + e.getMessage(), e);
        }
    }

    /** The flow's rank and α under the names of the language model's. */
    private static JsonNode patterns(JsonNode root) {
        var flow = JSON.createObjectNode();
        flow.set("r", pattern(root, "rank_pattern", "r"));
        flow.set("lora_alpha", pattern(root, "alpha_pattern", "lora_alpha"));
        flow.set("lora_dropout", root.get("lora_dropout"));
        return flow;
    }

    private static JsonNode pattern(JsonNode root, String key, String whenAbsent) {
        var patterns = root.path(key);
        for (var pattern : patterns.properties()) {
            if (!pattern.getKey().equals(FLOW_PATTERN)) {
                throw new BadAdapter(CONFIG + " has the " + key + " " + pattern.getKey()
                        + "; only one for the whole flow is supported");
            }
        }
        return patterns.has(FLOW_PATTERN) ? patterns.get(FLOW_PATTERN) : root.path(whenAbsent);
    }

    private static LoraConfig lora(
            Network network,
            JsonNode settings,
            String rankKey,
            String alphaKey,
            SafeTensors tensors,
            Map<String, Factors> layers) {
        var rank = settings.path(rankKey);
        var alpha = settings.path(alphaKey);
        if (!rank.canConvertToInt() || !alpha.isNumber()) {
            throw new BadAdapter(CONFIG + " has no rank and alpha for the " + network.key());
        }
        try {
            return LoraConfig.of(network, rank.intValue(), alpha.doubleValue(), dropout(network, settings, tensors))
                    .updating(network, layers.keySet());
        } catch (IllegalArgumentException e) {
            throw new BadAdapter(
                    CONFIG + " has impossible settings for the " + network.key() + ": " + e.getMessage(), e);
        }
    }

    private static double dropout(Network network, JsonNode settings, SafeTensors tensors) {
        var own = tensors.metadata().get(dropoutKey(network));
        return own == null ? settings.path("lora_dropout").asDouble(0) : Double.parseDouble(own);
    }

    private static String dropoutKey(Network network) {
        return network.key() + ".dropout";
    }
}
