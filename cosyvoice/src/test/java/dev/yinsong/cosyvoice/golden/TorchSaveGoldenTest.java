package dev.yinsong.cosyvoice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.ReferenceData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchSaveGoldenTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryReferenceTensorAndRefusesTheOldFormat() {
        var rows = TorchSaveGolden.compare(ReferenceData.file("golden/common"));

        assertThat(rows).hasSize(18).allMatch(GoldenRow::ok);
        assertThat(rows)
                .extracting(GoldenRow::name)
                .contains("torchsave_edge expanded", "torchsave_edge legacy_nonzip is refused");
    }

    @Test
    void failsWhereAValueOrAShapeDiffersOrATensorIsMissing() {
        var expected = List.of(
                TensorEntry.of("same", new float[] {1, 2}, 2),
                TensorEntry.of("other", new float[] {1, 2}, 2),
                TensorEntry.of("reshaped", new float[] {1, 2}, 2),
                TensorEntry.of("missing", new float[] {1}, 1));
        SafeTensors.write(folder.resolve("torchsave_edge.expected.safetensors"), expected, Map.of());
        TorchFile.write(
                folder.resolve("torchsave_edge.state_dict.pt"),
                List.of(
                        TensorEntry.of("same", new float[] {1, 2}, 2),
                        TensorEntry.of("other", new float[] {1, 2.5f}, 2),
                        TensorEntry.of("reshaped", new float[] {1, 2}, 1, 2)));
        TorchFile.write(folder.resolve("torchsave_edge.legacy_but_readable.pt"), List.of());

        var rows = TorchSaveGolden.compare(folder);

        assertThat(rows).filteredOn(GoldenRow::ok).extracting(GoldenRow::name).containsExactly("torchsave_edge same");
        assertThat(rows).hasSize(5);
    }
}
