package dev.yinsong.cosyvoice.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Adapters;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedCheckpointTest {

    private static final String UNADAPTED = "model.flow.decoder.estimator.final_proj.bias";

    @TempDir
    Path folder;

    private ModelDirectory base;
    private CosyVoiceConfig config;

    @BeforeEach
    void makeBase() {
        TinyModel.load(folder.resolve("model")).close();
        base = ModelDirectory.open(folder.resolve("model"));
        config = CosyVoiceConfig.read(base.yaml());
    }

    @Test
    void readsTheFactorsThatTheReferenceTrained() {
        var golden = SafeTensors.open(ReferenceData.file("golden/a/lora.golden.safetensors"));
        var model = ModelDirectory.open(ReferenceData.file("golden/a"));

        var adapter = SeedCheckpoint.read(ReferenceData.file("golden/a/joint_lora_only.ckpt"), 2, model);

        adapter.requireFits(CosyVoiceConfig.read(model.yaml()));
        assertThat(adapter.llm().rank()).isEqualTo(8);
        assertThat(adapter.flow().alpha()).isEqualTo(32);
        assertThat(adapter.layers()).hasSize(76);
        adapter.layers().forEach((layer, factors) -> {
            assertThat(factors.a())
                    .containsExactly(golden.tensor("opt_const.final." + layer + ".lora_A")
                            .floats());
            assertThat(factors.b())
                    .containsExactly(golden.tensor("opt_const.final." + layer + ".lora_B")
                            .floats());
        });
    }

    @Test
    void findsWhichLayersWereAdapted() {
        var tensors = new ArrayList<TensorEntry>();
        Adapters.random(config, 1, Network.FLOW).layers().forEach((layer, factors) -> {
            tensors.addAll(halves(layer, factors));
            if (layer.endsWith("linear_v")) {
                tensors.addAll(halves(layer.replace("linear_v", "linear_out"), factors));
            }
        });

        var adapter = read(tensors);

        assertThat(adapter.requireFits(config).flow().targets()).contains("linear_out", "to_q");
        assertThat(adapter.llm()).isEqualTo(LoraConfig.llm());
    }

    @Test
    void readsWhatTheSeedsTrainingSavesWithBothNetworksInIt() {
        var adapter = Adapters.random(config, 1, Network.LLM, Network.FLOW);

        var read = read(whole(adapter));

        assertThat(read.layers().keySet()).isEqualTo(adapter.layers().keySet());
        adapter.layers().forEach((layer, factors) -> {
            assertThat(read.layers().get(layer).a()).containsExactly(factors.a());
            assertThat(read.layers().get(layer).b()).containsExactly(factors.b());
        });
    }

    @Test
    void refusesNetworksOfAnotherBase() {
        var tensors = whole(Adapters.random(config, 1, Network.LLM, Network.FLOW)).stream()
                .map(tensor -> tensor.name().equals(UNADAPTED) ? changed(tensor) : tensor)
                .toList();

        assertThatThrownBy(() -> read(tensors))
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("another base model")
                .hasMessageContaining(UNADAPTED);
    }

    @Test
    void refusesWhatNeitherAnAdapterNorTheBaseHas() {
        var tensors = new ArrayList<>(whole(Adapters.random(config, 1, Network.LLM, Network.FLOW)));
        tensors.add(TensorEntry.of("model.flow.duration.weight", new float[] {1}, 1));

        assertThatThrownBy(() -> read(tensors))
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("model.flow.duration.weight, which is no part of");
    }

    private Adapter read(List<TensorEntry> tensors) {
        TorchFile.write(folder.resolve("x.ckpt"), Map.of("state_dict", tensors));
        return SeedCheckpoint.read(folder.resolve("x.ckpt"), 2, base);
    }

    /** As Lightning saves the networks in which the seed has put its layers around the adapted ones. */
    private List<TensorEntry> whole(Adapter adapter) {
        var tensors = new ArrayList<TensorEntry>();
        for (var network : Adapter.NETWORKS) {
            WeightSource.open(network, network.file(base)).tensors().forEach((name, tensor) -> {
                int end = name.lastIndexOf('.');
                var layer = network.key() + "." + name.substring(0, end);
                var wrapped = adapter.layers().containsKey(layer) ? ".original_layer" : "";
                tensors.add(tensor.named("model." + layer + wrapped + name.substring(end)));
            });
        }
        adapter.layers().forEach((layer, factors) -> tensors.addAll(halves(layer, factors)));
        return tensors;
    }

    private static TensorEntry changed(TensorEntry tensor) {
        float[] values = tensor.floats();
        values[0] += 1;
        return TensorEntry.of(tensor.name(), values, tensor.shape());
    }

    private static List<TensorEntry> halves(String layer, Factors factors) {
        return List.of(
                TensorEntry.of("model." + layer + ".lora_A", factors.a(), factors.rank(), factors.in()),
                TensorEntry.of("model." + layer + ".lora_B", factors.b(), factors.out(), factors.rank()));
    }
}
