package dev.yinsong.cosyvoice.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.CosyVoiceConfigs;
import dev.yinsong.cosyvoice.config.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoraTargetTest {

    @ParameterizedTest
    @CsvSource({"LLM, 120, 2949120", "FLOW, 222, 3145728"})
    void countsTheLayersOfCosyVoice300M(Network network, int layers, long parameters) {
        var lora = lora(network);

        var targets = LoraTarget.of(network, CosyVoiceConfigs.full(), lora);

        assertThat(targets).hasSize(layers);
        assertThat(targets.stream()
                        .mapToLong(t -> (long) lora.rank() * (t.in() + t.out()))
                        .sum())
                .isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({"LLM", "FLOW"})
    void choosesTheSeedsLayersOfCosyVoice300M(Network network) throws IOException {
        assertThat(lines(network, CosyVoiceConfigs.full()))
                .containsExactlyInAnyOrderElementsOf(listed("golden/lora_targets_300M_" + network.key() + ".txt"));
    }

    @ParameterizedTest
    @CsvSource({"LLM", "FLOW"})
    void choosesTheSeedsLayersOfASmallModel(Network network) throws IOException {
        var config = CosyVoiceConfig.read(ReferenceData.file("golden/a/cosyvoice.yaml"));

        assertThat(lines(network, config))
                .containsExactlyInAnyOrderElementsOf(listed("golden/a/lora_targets_" + network.key() + ".txt"));
    }

    @Test
    void choosesOnlyTheLayersThatAreAskedFor() {
        var lora = LoraConfig.of(Network.FLOW, 16, 32, 0, List.of("to_q", "proj"));

        var modules = LoraTarget.of(Network.FLOW, CosyVoiceConfigs.full(), lora).stream()
                .map(LoraTarget::module)
                .toList();

        assertThat(modules)
                .isNotEmpty()
                .allMatch(module -> module.endsWith(".to_q") || module.endsWith(".ff.net.0.proj"))
                .anyMatch(module -> module.endsWith(".to_q"))
                .anyMatch(module -> module.endsWith(".proj"));
    }

    @Test
    void refusesALayerThatIsNeverUpdated() {
        assertThatThrownBy(() -> LoraConfig.of(Network.FLOW, 16, 32, 0, List.of("to_q", "linear_pos")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linear_pos");
    }

    private static LoraConfig lora(Network network) {
        return network == Network.LLM ? LoraConfig.llm() : LoraConfig.flow();
    }

    private static List<String> lines(Network network, CosyVoiceConfig config) {
        var lora = lora(network);
        return LoraTarget.of(network, config, lora).stream()
                .map(t -> "%s %d %.0f %.0f %d %d"
                        .formatted(t.module(), lora.rank(), lora.alpha(), lora.scale(), t.in(), t.out()))
                .toList();
    }

    private static List<String> listed(String file) throws IOException {
        return Files.readAllLines(ReferenceData.file(file)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
