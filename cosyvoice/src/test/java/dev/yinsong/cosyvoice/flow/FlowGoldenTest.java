package dev.yinsong.cosyvoice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.cosyvoice.Checkpoints;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CfmConfig;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.FlowConfig;
import org.junit.jupiter.api.Test;

class FlowGoldenTest {

    @Test
    void agreesWithTheReference() {
        var folder = ReferenceData.file("golden/a");
        var config = CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml"));
        try (var weights = Checkpoints.load(folder.resolve("flow.pt"))) {
            var rows = FlowGolden.compare(folder, config, weights);

            assertThat(rows)
                    .hasSize(290)
                    .allSatisfy(row -> assertThat(row.ok()).as(row.toString()).isTrue());
        }
    }

    @Test
    void disagreesWhenTheGuidanceIsWeaker() {
        var folder = ReferenceData.file("golden/a");
        var config = CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml"));
        try (var weights = Checkpoints.load(folder.resolve("flow.pt"))) {
            var rows = FlowGolden.compare(folder, withGuidance(config, 0.69), weights);

            assertThat(rows)
                    .filteredOn(row -> !row.ok())
                    .extracting(GoldenRow::name)
                    .containsExactly("flow.golden zs.mel", "flow.golden zs2.mel", "flow.golden np.mel");
        }
    }

    private static CosyVoiceConfig withGuidance(CosyVoiceConfig config, double rate) {
        var flow = config.flow();
        var matching = flow.matching();
        var weaker = new CfmConfig(
                matching.sigmaMin(),
                matching.cosineSchedule(),
                matching.trainingCfgRate(),
                rate,
                matching.estimator());
        return new CosyVoiceConfig(
                config.sampleRate(),
                config.llm(),
                new FlowConfig(
                        flow.vocabularySize(),
                        flow.inputSize(),
                        flow.melSize(),
                        flow.speakerSize(),
                        flow.inputFrameRate(),
                        flow.encoder(),
                        flow.regulator(),
                        weaker),
                config.hift(),
                config.mel());
    }
}
