package dev.yinsong.cosyvoice.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.CosyVoiceConfigs;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapters;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    @TempDir
    Path folder;

    @Test
    void writesNetworksThatLoadStrictly() {
        var base = ModelDirectory.open(ReferenceData.file("golden/a"));
        var config = CosyVoiceConfig.read(base.yaml());

        Export.write(base, SeedCheckpoint.read(ReferenceData.file("golden/a/joint_lora_only.ckpt"), 2, base), folder);

        for (var network : new Network[] {Network.LLM, Network.FLOW}) {
            var merged = TorchFile.open(folder.resolve(network.key() + ".pt"));
            var original = TorchFile.open(network.file(base));
            Alignment.of(config, WeightSource.open(network, folder.resolve(network.key() + ".pt")))
                    .requireExact();
            assertThat(merged.names()).isEqualTo(original.names());
            original.tensors().forEach((key, tensor) -> {
                assertThat(merged.tensor(key).dtype()).isEqualTo(tensor.dtype());
                if (!key.endsWith(".weight")) {
                    assertThat(merged.tensor(key).floats()).as(key).containsExactly(tensor.floats());
                }
            });
        }
    }

    @Test
    void writesTheWeightsThatTheSeedMerges() {
        var golden = SafeTensors.open(ReferenceData.file("golden/a/lora.golden.safetensors"));
        var base = ModelDirectory.open(ReferenceData.file("golden/a"));

        Export.write(base, SeedCheckpoint.read(ReferenceData.file("golden/a/joint_lora_only.ckpt"), 2, base), folder);

        var llm = TorchFile.open(folder.resolve("llm.pt"));
        var key = "text_encoder.encoders.0.self_attn.linear_q.weight";
        assertThat(llm.tensor(key).floats())
                .containsExactly(golden.tensor("merged.llm." + key).floats(), Offset.offset(1e-6f));
    }

    @Test
    void refusesAnAdapterOfAnotherBase() {
        var base = ModelDirectory.open(ReferenceData.file("golden/a"));
        var adapter = Adapters.random(CosyVoiceConfigs.tiny(), 1, Network.LLM);

        assertThatThrownBy(() -> Export.write(base, adapter, folder))
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("llm.text_encoder.encoders.0.self_attn.linear_q");
        assertThat(folder).isEmptyDirectory();
    }
}
