package dev.yinsong.cosyvoice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.cosyvoice.Checkpoints;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoraGoldenTest {

    @Test
    void trainsLikeTheReference() {
        assertThat(compared(ReferenceData.file("golden/a")))
                .hasSizeGreaterThan(300)
                .allMatch(GoldenRow::ok);
    }

    @Test
    void takesTheSeedsScaleWhereNoListOfLayersNamesOne(@TempDir Path folder) throws IOException {
        var name = "lora.golden.safetensors";
        Files.copy(ReferenceData.file("golden/a").resolve(name), folder.resolve(name));

        assertThat(compared(folder)).hasSizeGreaterThan(300).allMatch(GoldenRow::ok);
    }

    private static List<GoldenRow> compared(Path golden) {
        var model = ReferenceData.file("golden/a");
        var config = CosyVoiceConfig.read(model.resolve("cosyvoice.yaml"));
        try (var llm = Checkpoints.load(model.resolve("llm.pt"));
                var flow = Checkpoints.load(model.resolve("flow.pt"))) {
            return LoraGolden.compare(golden, config, llm, flow);
        }
    }
}
