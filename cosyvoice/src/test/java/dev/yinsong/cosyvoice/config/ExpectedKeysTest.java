package dev.yinsong.cosyvoice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExpectedKeysTest {

    @ParameterizedTest
    @CsvSource({"LLM, 401, 310718465", "FLOW, 1185, 104874752", "HIFT, 227, 20460591"})
    void countsTheParametersOfCosyVoice300M(Network network, int tensors, long parameters) {
        var keys = ExpectedKeys.of(network, CosyVoiceConfigs.full());

        assertThat(keys.shapes()).hasSize(tensors);
        assertThat(keys.parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheKeysOfCosyVoice300MInTheirOrder(Network network) throws IOException {
        var lines = Files.readAllLines(ReferenceData.file("golden/keys-300M-" + network.key() + ".txt"));
        var listed = lines.subList(lines.indexOf("# --- all keys in state_dict order") + 1, lines.size());

        var keys = ExpectedKeys.of(network, CosyVoiceConfigs.full());

        assertThat(lines(keys)).isEqualTo(listed);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheKeysOfUpstreamsOwnCheckpoint(Network network) {
        var config = CosyVoiceConfig.read(ReferenceData.file("golden/a/cosyvoice.yaml"));
        var file = TorchFile.open(ReferenceData.file("golden/a/" + network.key() + ".pt"));

        var keys = ExpectedKeys.of(network, config);

        assertThat(List.copyOf(keys.shapes().keySet())).isEqualTo(file.names());
        keys.shapes()
                .forEach((key, shape) ->
                        assertThat(file.tensor(key).shape()).as(key).containsExactly(shape));
    }

    @Test
    void followsLevelsOfDifferentWidths() {
        var text = CosyVoiceConfigs.text().replace("channels: [256, 256]", "channels: [64, 128, 256]");

        var keys = ExpectedKeys.of(Network.FLOW, CosyVoiceConfigs.parse(text)).shapes();

        assertThat(keys.get("decoder.estimator.down_blocks.0.2.conv.weight")).containsExactly(64, 64, 3);
        assertThat(keys.get("decoder.estimator.down_blocks.1.0.block1.block.0.weight"))
                .containsExactly(128, 64, 3);
        assertThat(keys.get("decoder.estimator.down_blocks.2.2.weight")).containsExactly(256, 256, 3);
        assertThat(keys.get("decoder.estimator.up_blocks.0.0.res_conv.weight")).containsExactly(128, 512, 1);
        assertThat(keys.get("decoder.estimator.up_blocks.1.2.conv.weight")).containsExactly(64, 64, 4);
        assertThat(keys.get("decoder.estimator.up_blocks.2.0.res_conv.weight")).containsExactly(64, 128, 1);
        assertThat(keys.get("decoder.estimator.up_blocks.2.2.weight")).containsExactly(64, 64, 3);
    }

    private static List<String> lines(ExpectedKeys keys) {
        var lines = new ArrayList<String>();
        keys.shapes().forEach((key, shape) -> lines.add(key + "\t" + Arrays.toString(shape) + "\tfloat32"));
        return lines;
    }
}
