package dev.yinsong.cosyvoice.vocoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cosyvoice.Checkpoints;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiftGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"hift.pt", "hift.parametrizations.pt"})
    void agreesWithTheReferenceUnderEitherNamingOfNormedWeights(String file) {
        var folder = ReferenceData.file("golden/a");
        var config = CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml")).hift();
        try (var weights = Checkpoints.load(folder.resolve(file))) {
            var rows = HiftGolden.compare(folder, config, weights);

            assertThat(rows)
                    .hasSize(5)
                    .allSatisfy(row -> assertThat(row.ok()).as(row.toString()).isTrue());
        }
    }
}
