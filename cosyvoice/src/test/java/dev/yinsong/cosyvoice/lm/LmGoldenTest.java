package dev.yinsong.cosyvoice.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.nn.Loading;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Precision;
import org.junit.jupiter.api.Test;

class LmGoldenTest {

    @Test
    void equalsTheReference() {
        var folder = ReferenceData.file("golden/a");
        var config = CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml"));
        var weights = TorchFile.open(folder.resolve("llm.pt")).tensors();

        try (var parameters = Parameters.frozen(Loading.load(weights, Precision.FP32))) {
            var rows = LmGolden.compare(folder, config.llm(), parameters);

            assertThat(rows).hasSizeGreaterThan(100).allMatch(GoldenRow::ok);
        }
    }
}
