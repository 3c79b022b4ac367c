package dev.yinsong.cosyvoice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.Checkpoints;
import dev.yinsong.cosyvoice.RandomWeights;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.TinyConfigs;
import dev.yinsong.cosyvoice.config.CfmConfig;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.FlowConfig;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowGoldenTest {

    @TempDir
    Path directory;

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

    @ParameterizedTest
    @CsvSource({"50, 256, 51", "25, 256, 103", "50, 320, 51"})
    void countsFramesAndCachesTheirEndAsUpstreamDoesAtAnyRate(int tokenRate, int hop, int frames) {
        var config = withHop(TinyConfigs.flow(tokenRate, 16, 8), hop);
        int mels = config.flow().melSize();
        var request = FlowRequest.of(IntStream.range(0, 30).toArray(), new float[] {0.3f, -1, 2, 0.5f, -0.2f, 1}, 10);
        try (var weights = RandomWeights.frozenFlow(config);
                var scope = Scope.open()) {
            var z = Noise.seeded(1).normal(1, mels, frames);
            var content = new Flow(weights.weights(), withHop(config, 256)).content(request);
            var tails = Tensor.stack(3, z.slice(2, frames - 34, frames), content.slice(2, frames - 34, frames));
            SafeTensors.write(
                    directory.resolve("flow.golden.safetensors"),
                    List.of(
                            TensorEntry.of("in.np.token", request.tokens(), 1, 30),
                            TensorEntry.of("in.np.embedding", request.speaker(), 1, 6),
                            TensorEntry.of("in.np.z", z.floats(), 1, mels, frames),
                            TensorEntry.of("np.mel", new float[mels * frames], 1, mels, frames),
                            TensorEntry.of("np.flow_cache_out", tails.floats(), 1, mels, 34, 2)),
                    Map.of());

            assertThat(FlowGolden.compare(directory, config, weights))
                    .filteredOn(GoldenRow::ok)
                    .extracting(GoldenRow::name)
                    .containsExactly("flow.golden np.flow_cache_out");
        }
    }

    private static CosyVoiceConfig withHop(CosyVoiceConfig config, int hop) {
        var mel = new MelConfig(22050, 1024, hop, 1024, config.mel().mels(), 0, 8000);
        return new CosyVoiceConfig(config.sampleRate(), config.llm(), config.flow(), config.hift(), mel);
    }

    private static CosyVoiceConfig withGuidance(CosyVoiceConfig config, double rate) {
        var flow = config.flow();
        var matching = flow.matching();
        var weaker = new CfmConfig(
                matching.sigmaMin(), matching.cosineSchedule(), matching.trainingCfgRate(), rate, matching.estimator());
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
