package dev.yinsong.cosyvoice.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void findsUpstreamsOwnCheckpointExact(Network network) {
        var alignment = Alignment.of(config(), source(network)).requireExact();

        assertThat(alignment.lines().getFirst()).contains("0 missing, 0 unexpected, 0 misshapen");
        assertThat(alignment.lines()).hasSize(1 + alignment.rows().size());
        assertThat(alignment.parameters())
                .isEqualTo(source(network).tensors().values().stream()
                        .mapToLong(TensorEntry::elements)
                        .sum());
    }

    @Test
    void readsTheVocodersNewerNames() {
        var newer = WeightSource.open(Network.HIFT, ReferenceData.file("golden/a/hift.parametrizations.pt"));
        var older = source(Network.HIFT);

        Alignment.of(config(), newer).requireExact();

        older.tensors()
                .forEach((key, tensor) ->
                        assertThat(newer.tensors().get(key).floats()).as(key).containsExactly(tensor.floats()));
        assertThat(newer.nameInFile("conv_pre.weight_g")).isEqualTo("conv_pre.parametrizations.weight.original0");
    }

    @Test
    void stripsTheVocodersPrefix() {
        var file = folder.resolve("hift.pt");
        TorchFile.write(
                file,
                source(Network.HIFT).tensors().values().stream()
                        .map(tensor -> tensor.named("generator." + tensor.name()))
                        .toList());

        Alignment.of(config(), WeightSource.open(Network.HIFT, file)).requireExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llm.pt", "llm.safetensors"})
    void namesFileAndKeysOfEveryFault(String name) {
        var file = changed(name, tensors -> {
            tensors.remove("llm_decoder.bias");
            tensors.put("llm_decoder.scale", TensorEntry.of("llm_decoder.scale", new float[3], 3));
            tensors.put("llm.after_norm.bias", TensorEntry.of("llm.after_norm.bias", new float[31], 31));
            tensors.put("llm.after_norm.weight", TensorEntry.of("llm.after_norm.weight", new int[32], 32));
            tensors.put(
                    "spk_embed_affine_layer.bias", TensorEntry.of("spk_embed_affine_layer.bias", new double[32], 32));
        });

        assertThatThrownBy(() -> Alignment.of(config(), WeightSource.open(Network.LLM, file))
                        .requireExact())
                .isInstanceOf(CheckpointMismatch.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("it lacks llm_decoder.bias [65]")
                .hasMessageContaining("it has, unexpected, llm_decoder.scale [3]")
                .hasMessageContaining("llm.after_norm.bias is [31] in the file and should be [32]")
                .hasMessageContaining("llm.after_norm.weight is of type I32, unlike")
                .hasMessageContaining("spk_embed_affine_layer.bias is of type F64, unlike");
    }

    @Test
    void ignoresTheCountersOfTrainingAndNothingElse() {
        var mixed = WeightSource.open(Network.LLM, ReferenceData.file("golden/common/torchsave_edge.mixed.pt"));

        assertThat(mixed.strangers()).containsExactly("lr", "note", "nested", "lst");
        assertThatThrownBy(() -> Alignment.of(config(), mixed).requireExact())
                .hasMessageContaining("and 108 more") // of the missing
                .hasMessageContaining("it has, unexpected, plain [6, 8]");
    }

    @Test
    void takesANetworkThatIsOfHalfPrecisionThroughout() {
        var file = folder.resolve("llm.pt");
        TorchFile.write(
                file,
                source(Network.LLM).tensors().values().stream()
                        .map(tensor -> new TensorEntry(
                                tensor.name(), DType.BF16, tensor.shape(), ByteBuffer.allocate(2 * tensor.elements())))
                        .toList());

        var alignment =
                Alignment.of(config(), WeightSource.open(Network.LLM, file)).requireExact();

        assertThat(alignment.types()).containsOnlyKeys(DType.BF16);
    }

    @Test
    void refusesAFileThatHoldsATensorUnderBothNames() {
        var file = folder.resolve("hift.pt");
        TorchFile.write(
                file,
                List.of(
                        TensorEntry.of("conv_pre.bias", new float[1], 1),
                        TensorEntry.of("generator.conv_pre.bias", new float[1], 1)));

        assertThatThrownBy(() -> WeightSource.open(Network.HIFT, file))
                .hasMessageContaining("conv_pre.bias twice, as conv_pre.bias and as generator.conv_pre.bias");
    }

    @Test
    void probesWhatTheSeedsAuthorLostWeeksTo() {
        var flow = source(Network.FLOW);

        assertThat(Probe.ofFlow(config(), flow)).hasSize(3).allMatch(Probe::ok);
    }

    @Test
    void seesAttentionUnderOtherNames() {
        var flow = source(Network.FLOW);
        var renamed = new LinkedHashMap<String, TensorEntry>();
        flow.tensors().forEach((key, tensor) -> renamed.put(key.replace(".attn1.", ".attn."), tensor));

        var probes = Probe.ofFlow(config(), new NamedWeights(Network.FLOW, "flow.pt", renamed, List.of(), Map.of()));

        assertThat(probes)
                .filteredOn(probe -> !probe.ok())
                .singleElement()
                .satisfies(probe -> assertThat(probe.name()).isEqualTo("attention names"));
    }

    private Path changed(String name, Consumer<Map<String, TensorEntry>> change) {
        var tensors = new LinkedHashMap<>(source(Network.LLM).tensors());
        change.accept(tensors);
        var file = folder.resolve(name);
        if (name.endsWith(".pt")) {
            TorchFile.write(file, tensors.values());
        } else {
            SafeTensors.write(file, tensors.values(), Map.of());
        }
        return file;
    }

    private static CosyVoiceConfig config() {
        return CosyVoiceConfig.read(ReferenceData.file("golden/a/cosyvoice.yaml"));
    }

    private static WeightSource source(Network network) {
        return WeightSource.open(network, ReferenceData.file("golden/a/" + network.key() + ".pt"));
    }
}
