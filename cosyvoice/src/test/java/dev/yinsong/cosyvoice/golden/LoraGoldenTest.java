package dev.yinsong.cosyvoice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.cosyvoice.Checkpoints;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import org.junit.jupiter.api.Test;

class LoraGoldenTest {

    @Test
    void trainsLikeTheReference() {
        var folder = ReferenceData.file("golden/a");
        var config = CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml"));

        try (var llm = Checkpoints.load(folder.resolve("llm.pt"));
                var flow = Checkpoints.load(folder.resolve("flow.pt"))) {
            var rows = LoraGolden.compare(folder, config, llm, flow);

            assertThat(rows).hasSizeGreaterThan(300).allMatch(GoldenRow::ok);
        }
    }
}
