package dev.yinsong.cosyvoice.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.CosyVoiceConfigs;
import dev.yinsong.cosyvoice.config.ExpectedKeys;
import dev.yinsong.cosyvoice.config.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterFileTest {

    private static final CosyVoiceConfig BASE = CosyVoiceConfigs.tiny();

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() {
        var adapter = Adapters.random(BASE, 1, Network.LLM, Network.FLOW);

        AdapterFile.write(folder, adapter, "sha256:abc");
        var read = AdapterFile.read(folder);

        assertSame(read, adapter);
        read.requireFits(BASE);
    }

    @ParameterizedTest
    @CsvSource({"LLM", "FLOW"})
    void readsBackAnAdapterOfOneNetwork(Network network) {
        var adapter = Adapters.random(BASE, 1, network);

        AdapterFile.write(folder, adapter, "");

        assertSame(AdapterFile.read(folder).requireFits(BASE), adapter);
    }

    @Test
    void namesKeysAsPeftDoes() throws IOException {
        AdapterFile.write(folder, Adapters.random(BASE, 1, Network.LLM, Network.FLOW), "sha256:abc");

        var tensors = SafeTensors.open(folder.resolve("adapter_model.safetensors"));
        var config = Files.readString(folder.resolve("adapter_config.json"));

        assertThat(tensors.tensor("base_model.model.llm.llm.encoders.0.feed_forward.w_1.lora_A.weight")
                        .shape())
                .containsExactly(2, 16);
        assertThat(tensors.tensor("base_model.model.flow.encoder.encoders.0.self_attn.linear_q.lora_B.weight")
                        .shape())
                .containsExactly(16, 3);
        assertThat(config)
                .contains("\"peft_type\" : \"LORA\"", "\"r\" : 2", "\"lora_alpha\" : 4", "sha256:abc")
                .contains("\"(encoder\\\\.encoders|decoder\\\\.estimator)\\\\..*\" : 3");
    }

    @Test
    void writesPatternsThatChooseInPeftWhatTheyMean() throws IOException {
        var adapter = Adapters.random(CosyVoiceConfigs.full(), 1);
        var config = new ObjectMapper().readTree(AdapterFile.config(adapter, ""));
        var targets = Pattern.compile(config.get("target_modules").textValue());
        var rank = config.get("rank_pattern").fieldNames().next();
        var flows = Pattern.compile("(.*\\.)?(" + rank + ")$"); // as PEFT matches: newer releases
        var olderFlows = Pattern.compile(".*\\." + rank + "$"); // and older ones

        for (var network : Adapter.NETWORKS) {
            var chosen = LoraTarget.of(network, CosyVoiceConfigs.full(), adapter.config(network)).stream()
                    .map(LoraTarget::module)
                    .toList();
            var linear = ExpectedKeys.of(network, CosyVoiceConfigs.full()).shapes().keySet().stream()
                    .filter(key -> key.endsWith(".weight"))
                    .map(key -> key.substring(0, key.length() - ".weight".length()))
                    .toList();
            for (var module : linear) {
                var name = network.key() + "." + module;
                assertThat(targets.matcher(name).matches()).as(name).isEqualTo(chosen.contains(module));
                if (chosen.contains(module)) {
                    assertThat(flows.matcher(name).lookingAt()).as(name).isEqualTo(network == Network.FLOW);
                    assertThat(olderFlows.matcher(name).lookingAt()).as(name).isEqualTo(network == Network.FLOW);
                }
            }
        }
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        assertThatThrownBy(() -> changed("llm.llm.encoders.0.feed_forward.w_1.lora_A", t -> {
                    var values = t.floats();
                    values[3] = Float.NaN;
                    return TensorEntry.of(t.name(), values, t.shape());
                }))
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("llm.llm.encoders.0.feed_forward.w_1")
                .hasMessageContaining("A holds NaN");
    }

    @Test
    void refusesFactorsThatDoNotFitEachOther() {
        assertThatThrownBy(() -> changed(
                        "llm.llm.encoders.0.feed_forward.w_1.lora_B",
                        t -> TensorEntry.of(t.name(), new float[4], 4, 1)))
                .hasMessageContaining("llm.llm.encoders.0.feed_forward.w_1 has factors that do not fit");
    }

    @Test
    void refusesAnAdapterOfOtherSizes() {
        assertThatThrownBy(() -> changed(
                                "llm.llm.encoders.0.feed_forward.w_1.lora_B",
                                t -> TensorEntry.of(t.name(), new float[8], 4, 2))
                        .requireFits(BASE))
                .hasMessage("the adapter updates llm.llm.encoders.0.feed_forward.w_1 from 16 to 4 values,"
                        + " the base has it from 16 to 24");
    }

    @Test
    void refusesAnAdapterThatMissesALayer() {
        var whole = Adapters.random(BASE, 1, Network.FLOW);
        var layers = new LinkedHashMap<>(whole.layers());
        layers.remove("flow.encoder.encoders.0.self_attn.linear_q");

        assertThatThrownBy(() -> new Adapter(whole.llm(), whole.flow(), layers).requireFits(BASE))
                .hasMessage("the adapter has no update for flow.encoder.encoders.0.self_attn.linear_q");
    }

    @Test
    void refusesALayerThatIsNoneOfTheBase() {
        var whole = Adapters.random(BASE, 1, Network.FLOW);
        var layers = new LinkedHashMap<>(whole.layers());
        layers.put(
                "flow.encoder.encoders.9.self_attn.linear_q", layers.get("flow.encoder.encoders.0.self_attn.linear_q"));

        assertThatThrownBy(() -> new Adapter(whole.llm(), whole.flow(), layers).requireFits(BASE))
                .hasMessageContaining("flow.encoder.encoders.9.self_attn.linear_q, which is no linear layer");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|not a JSON object",
                "{|not JSON",
                "{\"r\": \"x\"}|no rank and alpha",
                "{\"r\": 0, \"lora_alpha\": 1}|rank must be at least 1",
                "{\"r\": 2, \"lora_alpha\": -1}|alpha must be positive",
                "{\"r\": 5, \"lora_alpha\": 4}|has rank 2, its network 5",
                "{\"r\": 2, \"lora_alpha\": 4, \"rank_pattern\": {\"(a+)+\": 3}}|the rank_pattern (a+)+; only one for the whole flow",
            })
    void refusesSettingsThatCannotBe(String config, String message) {
        var tensors = SafeTensors.parse("x", AdapterFile.tensors(Adapters.random(BASE, 1, Network.LLM)));

        assertThatThrownBy(() -> AdapterFile.parse(config.getBytes(StandardCharsets.UTF_8), tensors))
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesTensorsThatAreNoPartOfAnAdapter() {
        var bytes = SafeTensors.bytes(List.of(TensorEntry.of("llm.weight", new float[1], 1)), Map.of());
        var config = AdapterFile.config(Adapters.random(BASE, 1, Network.LLM), "");

        assertThatThrownBy(() -> AdapterFile.parse(config, SafeTensors.parse("x", bytes)))
                .hasMessageContaining("llm.weight, which is no part of an adapter");
    }

    private static Adapter changed(String tensor, UnaryOperator<TensorEntry> change) {
        var adapter = Adapters.random(BASE, 1, Network.LLM);
        var name = "base_model.model." + tensor + ".weight";
        var tensors = SafeTensors.parse("x", AdapterFile.tensors(adapter)).tensors().values().stream()
                .map(t -> t.name().equals(name) ? change.apply(t) : t)
                .toList();
        return AdapterFile.parse(
                AdapterFile.config(adapter, ""), SafeTensors.parse("x", SafeTensors.bytes(tensors, Map.of())));
    }

    static void assertSame(Adapter actual, Adapter expected) {
        assertThat(actual.llm()).isEqualTo(expected.llm());
        assertThat(actual.flow()).isEqualTo(expected.flow());
        assertThat(actual.layers()).containsOnlyKeys(expected.layers().keySet());
        expected.layers().forEach((layer, factors) -> {
            assertThat(actual.layers().get(layer).a()).as(layer).containsExactly(factors.a());
            assertThat(actual.layers().get(layer).b()).as(layer).containsExactly(factors.b());
        });
    }
}
