package dev.yinsong.cosyvoice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.TrainingDefaults.LowRankDefaults;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.checkpoint.Export;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextMatchTest {

    private static final int KINDS = 4;

    @TempDir
    Path directory;

    @Test
    void tellsTheRightTextFromOthersOnceTheModelHearsWhatIsSaid() throws IOException {
        var deaf = directory.resolve("deaf");
        var clips = IntStream.range(0, 24).mapToObj(TextMatchTest::clip).toList();
        Adapter learned;
        try (var base = TinyModel.load(deaf);
                var training = new JointTraining(base, settings(), clips.subList(4, 24), clips.subList(0, 4))) {
            learned = training.run(new TrainingListener() {}).adapter();
        }

        try (var hearing = merged(deaf, learned)) {
            var match = new TextMatch(hearing);
            double worst = clips.stream()
                    .mapToDouble(clip -> match.contrast(clip, otherTexts(kind(clip))))
                    .max()
                    .orElseThrow();
            var mismatched = new Example("odd", text(2), clips.get(1).speech(), new float[80], 1, speaker());

            double odd = match.contrast(mismatched, otherTexts(2));

            assertThat(worst).isLessThan(-0.2);
            assertThat(odd).isGreaterThan(0).isGreaterThan(worst + 0.3);
        }
    }

    @Test
    void isTheLossOfTheOwnTextLessTheMeanOfTheOthers() {
        try (var base = TinyModel.load(directory.resolve("model"));
                var scope = Scope.open()) {
            var clip = clip(1);
            var lm = new SpeechLm(base.llm().weights(), base.config().llm());
            var others = otherTexts(kind(clip));
            double own = lm.loss(List.of(clip.lmItem())).loss().item();
            double mean = others.stream()
                    .mapToDouble(text -> lm.loss(
                                    List.of(new Example("", text, clip.speech(), clip.mel(), 1, speaker()).lmItem()))
                            .loss()
                            .item())
                    .average()
                    .orElseThrow();

            assertThat(new TextMatch(base).contrast(clip, others)).isCloseTo(own - mean, within(1e-5));
            assertThat(new TextMatch(base, 1).contrast(clip, others))
                    .as("one at a time, for want of room")
                    .isCloseTo(own - mean, within(1e-5));
        }
    }

    @Test
    void needsAnotherTextToCompareWith() {
        try (var base = TinyModel.load(directory.resolve("model"))) {
            assertThatThrownBy(() -> new TextMatch(base).contrast(clip(1), List.of()))
                    .hasMessageContaining("no other text");
        }
    }

    private CosyVoice merged(Path base, Adapter adapter) throws IOException {
        var folder = Files.createDirectories(directory.resolve("hearing"));
        Export.write(ModelDirectory.open(base), adapter, folder);
        for (var file : List.of("cosyvoice.yaml", "hift.pt", "flow.pt")) {
            Files.copy(base.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return TinyModel.open(folder);
    }

    /** Says one of four things: text and speech tokens of a kind belong together. */
    private static Example clip(int number) {
        int kind = number % KINDS;
        var speech = new int[12];
        Arrays.setAll(speech, i -> 2 * kind + i % 2);
        return new Example("clip " + number, text(kind), speech, new float[80], 1, speaker());
    }

    private static int kind(Example clip) {
        return clip.speech()[0] / 2;
    }

    private static int[] text(int kind) {
        var text = new int[5];
        Arrays.fill(text, kind + 1);
        return text;
    }

    private static List<int[]> otherTexts(int than) {
        return IntStream.range(0, KINDS)
                .filter(kind -> kind != than)
                .mapToObj(TextMatchTest::text)
                .toList();
    }

    private static float[] speaker() {
        var speaker = new float[10];
        Arrays.fill(speaker, 0.3f);
        return speaker;
    }

    private static TrainingSettings settings() {
        var lora = new LowRankDefaults(8, 16, 0);
        var defaults = new TrainingDefaults(lora, lora, 0.02, 0, 2, 30, 5, 1.0, 100, 30);
        return new TrainingSettings(Mode.LLM_ONLY, defaults, Map.of(Network.LLM, 0.05), 3, 1000).withClipsAtOnce(5);
    }
}
