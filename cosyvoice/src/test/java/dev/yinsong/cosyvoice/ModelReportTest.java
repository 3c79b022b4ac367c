package dev.yinsong.cosyvoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TorchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReportTest {

    @TempDir
    Path folder;

    @Test
    void findsNothingWrongWithUpstreamsModel() {
        var report = ModelReport.of(ModelDirectory.open(ReferenceData.file("golden/a")));

        assertThat(report.ok()).as(String.join("\n", report.lines())).isTrue();
        assertThat(report.probes()).hasSize(4);
    }

    @Test
    void namesAKeyThatIsMissing() throws IOException {
        for (var name : new String[] {"cosyvoice.yaml", "llm.pt", "hift.pt"}) {
            Files.copy(ReferenceData.file("golden/a/" + name), folder.resolve(name));
        }
        var flow = TorchFile.open(ReferenceData.file("golden/a/flow.pt")).tensors().values().stream()
                .filter(tensor -> !tensor.name().equals("encoder_proj.bias"))
                .toList();
        TorchFile.write(folder.resolve("flow.pt"), flow);

        var report = ModelReport.of(ModelDirectory.open(folder));

        assertThat(report.ok()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.matches(" +missing +encoder_proj.bias \\[80\\]"));
    }
}
