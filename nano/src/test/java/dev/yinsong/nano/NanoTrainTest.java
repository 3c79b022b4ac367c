package dev.yinsong.nano;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.nano.corpus.Teacher;
import dev.yinsong.nano.feature.Features;
import dev.yinsong.nano.model.NanoSizes;
import dev.yinsong.nano.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every stage for a moment on a corpus of humming that the test makes itself. */
class NanoTrainTest {

    private static final List<Teacher> TEACHERS = List.of(
            new Teacher("low", Teacher.Program.FLITE, "low", 1, 10),
            new Teacher("high", Teacher.Program.FLITE, "high", 1, 10));

    @TempDir
    static Path folder;

    @BeforeAll
    static void trainsEveryStage() throws IOException {
        HummedCorpus.write(folder.resolve("work/corpus"), TEACHERS);
        run(EnumSet.complementOf(EnumSet.of(Stage.CORPUS)));
    }

    private static void run(EnumSet<Stage> stages) throws IOException {
        Map<Stage, Double> minutes = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            minutes.put(stage, 1e-3);
        }
        var settings = new NanoTrain.Settings(folder.resolve("work"), folder.resolve("model"), stages, minutes, 1);
        new NanoTrain(settings, TEACHERS, NanoSizes.tiny()).run();
    }

    @Test
    void writesUpstreamsLayout() throws IOException {
        assertThat(folder.resolve("model"))
                .isDirectoryContaining(file -> file.endsWith("cosyvoice.yaml"))
                .isDirectoryContaining(file -> file.endsWith("speech_tokenizer_v1.onnx"))
                .isDirectoryContaining(file -> file.endsWith("campplus.onnx"))
                .isDirectoryContaining(file -> file.endsWith("multilingual.tiktoken"))
                .isDirectoryContaining(file -> file.endsWith("yinsong.json"));
        assertThat(CosyVoiceConfig.read(folder.resolve("model/cosyvoice.yaml")).frames(50))
                .isEqualTo(86);
    }

    @Test
    void speaksThroughTheProductsOwnNetworks() {
        var directory = ModelDirectory.open(folder.resolve("model"));

        try (var base = CosyVoice.load(directory, Device.CPU, Precision.FP32);
                var voice = base.base(new float[192])) {
            var tokens = IntStream.range(0, 50).toArray();
            var speech = voice.resynthesise(tokens, base.options(1));

            assertThat(speech.samples()).hasSize(86 * 256);
        }
    }

    @Test
    void readsCapitalsAsSmallLetters() {
        var rows = TorchFile.open(folder.resolve("model/llm.pt")).tensor("text_embedding.weight");
        float[] values = rows.floats();
        int width = (int) rows.shape()[1];

        for (int i = 0; i < width; i++) {
            assertThat(values['Q' * width + i]).isEqualTo(values['q' * width + i]);
        }
    }

    @Test
    void givesFiftyTokensASecond() {
        var clips = new Features(folder.resolve("work/features")).read("low");
        var spoken = new Tokens(folder.resolve("work/tokens")).read("low", clips);

        assertThat(spoken).hasSize(10).allSatisfy(s -> {
            assertThat(s.tokens()).hasSize(s.clip().tokens());
            assertThat(s.tokens().length / 50.0)
                    .isBetween(
                            s.clip().frames() * 256 / 22050.0 - 0.03, s.clip().frames() * 256 / 22050.0 + 0.03);
        });
    }

    @Test
    void tracksThePitchOfAHum() {
        var clip = new Features(folder.resolve("work/features")).read("low").getFirst();

        assertThat(median(clip.pitch(20, 60))).isBetween(108f, 112f);
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        Path state = folder.resolve("work/lm/state.safetensors");
        var before = Files.getLastModifiedTime(state);

        run(EnumSet.of(Stage.LM)); // its time is used up

        assertThat(Files.getLastModifiedTime(state)).isEqualTo(before);
        assertThat(SafeTensors.open(state).metadata()).containsKeys("step", "seconds");
    }

    private static float median(float[] values) {
        var sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
