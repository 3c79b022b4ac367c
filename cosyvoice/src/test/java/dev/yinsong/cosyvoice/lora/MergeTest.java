package dev.yinsong.cosyvoice.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.checkpoint.SeedCheckpoint;
import dev.yinsong.cosyvoice.config.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {

    @Test
    void addsTheScaledProduct() {
        var weight = TensorEntry.of("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        var factors = new Factors(1, 3, 2, new float[] {1, 10, 100}, new float[] {2, -1});

        var merged = Merge.merged(weight, factors, 0.5);

        assertThat(merged.floats()).containsExactly(1 + 1, 2 + 10, 3 + 100, 4 - 0.5f, 5 - 5, 6 - 50);
        assertThat(weight.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @CsvSource({"LLM", "FLOW"})
    void mergesAsTheSeedDoes(Network network) {
        var golden = SafeTensors.open(ReferenceData.file("golden/a/lora.golden.safetensors"));
        var base = TorchFile.open(ReferenceData.file("golden/a/" + network.key() + ".pt"));
        var adapter = SeedCheckpoint.read(
                ReferenceData.file("golden/a/joint_lora_only.ckpt"),
                2,
                ModelDirectory.open(ReferenceData.file("golden/a")));
        var prefix = "merged." + network.key() + ".";
        var merged =
                golden.names().stream().filter(name -> name.startsWith(prefix)).toList();

        assertThat(merged).hasSize(10);
        for (var name : merged) {
            var weight = name.substring(prefix.length());
            var layer = weight.substring(0, weight.length() - ".weight".length());
            var sum = Merge.merged(base.tensor(weight), adapter.of(network).get(layer), 2);
            var expected = golden.tensor(name).floats();
            for (int i = 0; i < expected.length; i++) {
                assertThat(sum.floats()[i]).as(name).isCloseTo(expected[i], within(1e-6f));
            }
        }
    }

    @Test
    void keepsTheTypeAndRoundsToTheNearest() {
        var bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x3f80)
                .putShort((short) 0x3f80);
        var weight = new TensorEntry("w", DType.BF16, new long[] {1, 2}, bytes.flip());
        // Between 1 and the next number, 1 + 2^-7: just above the middle rounds up, the middle itself to even.
        var factors = new Factors(1, 2, 1, new float[] {0x1.02p-8f, 0x1p-8f}, new float[] {1});

        var merged = Merge.merged(weight, factors, 1);

        assertThat(merged.dtype()).isEqualTo(DType.BF16);
        assertThat(merged.floats()).containsExactly(1 + 0x1p-7f, 1);
    }

    @Test
    void refusesFactorsOfOtherSizes() {
        var weight = TensorEntry.of("w", new float[6], 2, 3);

        assertThatThrownBy(() -> Merge.merged(weight, new Factors(1, 2, 3, new float[2], new float[3]), 1))
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("w F32 [2, 3]");
    }
}
