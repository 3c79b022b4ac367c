package dev.yinsong.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        for (var name : List.of("cosyvoice.yaml", "llm.pt", "flow.pt", "hift.pt", "multilingual.tiktoken")) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    @Test
    void findsItsFiles() {
        var model = ModelDirectory.open(folder);

        assertThat(model.yaml()).isEqualTo(folder.resolve("cosyvoice.yaml"));
        assertThat(model.textVocabulary()).isEqualTo(folder.resolve("multilingual.tiktoken"));
        assertThat(model.settings()).isEqualTo(YinsongJson.forCosyVoice300M());
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        Files.delete(folder.resolve("flow.pt"));
        var model = ModelDirectory.open(folder);

        assertThatThrownBy(model::flow).isInstanceOf(BadModel.class).hasMessage(folder + " has no file flow.pt");
        assertThatThrownBy(() -> ModelDirectory.open(folder.resolve("absent"))).hasMessageContaining("absent");
    }

    @Test
    void takesSafetensorsInPlaceOfTorchButNotBoth() throws IOException {
        Files.writeString(folder.resolve("llm.safetensors"), "x");
        var model = ModelDirectory.open(folder);

        assertThatThrownBy(model::llm).hasMessageContaining("has both llm.pt and llm.safetensors");
        Files.delete(folder.resolve("llm.pt"));
        assertThat(model.llm()).isEqualTo(folder.resolve("llm.safetensors"));
    }

    @Test
    void knowsTheSpeakersOfEitherKindOfFile() {
        assertThat(ModelDirectory.open(folder).speakers()).isEmpty();

        SafeTensors.write(
                folder.resolve("spk2info.safetensors"),
                List.of(TensorEntry.of("rms", new float[] {0.5f, 1}, 1, 2)),
                Map.of());
        assertThat(ModelDirectory.open(folder).speakers())
                .hasEntrySatisfying("rms", vector -> assertThat(vector).containsExactly(0.5f, 1));

        TorchFile.write(folder.resolve("spk2info.pt"), List.of(TensorEntry.of("slt", new float[] {2}, 1, 1)));
        assertThat(ModelDirectory.open(folder).speakers()).containsOnlyKeys("slt");
    }

    @Test
    void refusesASpeakerWhoseVectorIsNotFinite() {
        SafeTensors.write(
                folder.resolve("spk2info.safetensors"),
                List.of(TensorEntry.of("rms", new float[] {Float.NaN}, 1, 1)),
                Map.of());

        assertThatThrownBy(() -> ModelDirectory.open(folder).speakers())
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("rms");
    }

    @Test
    void hasAHashThatDependsOnItsWeightsAlone() throws IOException {
        var before = ModelDirectory.open(folder).hash();
        Files.writeString(folder.resolve("readme.txt"), "hello");
        var beside = ModelDirectory.open(folder).hash();
        Files.writeString(folder.resolve("flow.pt"), "other");
        var after = ModelDirectory.open(folder).hash();

        assertThat(before).hasSize(64).isEqualTo(beside).isNotEqualTo(after);
    }

    @Test
    void readsItsSettingsAndFillsWhatIsLeftOut() throws IOException {
        Files.writeString(folder.resolve("yinsong.json"), """
                {"name": "nano", "training": {"learningRate": 0.001}, "stop": {"llm": 2.5, "flow": 0.5}}
                """);

        var settings = ModelDirectory.open(folder).settings();

        assertThat(settings.name()).isEqualTo("nano");
        assertThat(settings.training().learningRate()).isEqualTo(0.001);
        assertThat(settings.training().llm().rank()).isEqualTo(8);
        assertThat(settings.stop().llm()).isEqualTo(2.5);
    }

    @Test
    void readsAndWritesWhichLayersAreUpdated() throws IOException {
        Path file = folder.resolve("yinsong.json");
        Files.writeString(file, """
                {"training": {"flow": {"rank": 4, "alpha": 8, "dropout": 0, "targets": ["to_q", "to_v"]}}}
                """);

        var settings = ModelDirectory.open(folder).settings();
        settings.write(file);

        assertThat(settings.training().flow().targets()).containsExactly("to_q", "to_v");
        assertThat(settings.training().llm().targets()).isEmpty();
        assertThat(file).content().containsOnlyOnce("targets");
        assertThat(YinsongJson.read(file)).isEqualTo(settings);
    }

    @Test
    void readsHowLongSpeechMayBecome() throws IOException {
        Files.writeString(folder.resolve("yinsong.json"), "{\"speech\": {\"most\": 6, \"pauses\": 50}}");

        assertThat(ModelDirectory.open(folder).settings().speech()).isEqualTo(new SpeechLength(2, 6, 50));
    }

    @Test
    void refusesALengthThatNoSpeechKeeps() throws IOException {
        Files.writeString(folder.resolve("yinsong.json"), "{\"speech\": {\"least\": 7, \"most\": 6}}");

        assertThatThrownBy(() -> ModelDirectory.open(folder).settings())
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("has least 7, most 6");
    }

    @Test
    void readsInHowManyStepsTheFlowSpeaks() throws IOException {
        Files.writeString(folder.resolve("yinsong.json"), "{\"flowSteps\": 6}");

        assertThat(ModelDirectory.open(folder).settings().flowSteps()).isEqualTo(6);
        assertThat(YinsongJson.forCosyVoice300M().flowSteps()).isEqualTo(10);
    }

    @Test
    void refusesAFlowWithoutSteps() throws IOException {
        Files.writeString(folder.resolve("yinsong.json"), "{\"flowSteps\": 0}");

        assertThatThrownBy(() -> ModelDirectory.open(folder).settings())
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("flowSteps must be at least 1, was 0");
    }

    @Test
    void refusesASettingOfAnUnknownName() throws IOException {
        Files.writeString(folder.resolve("yinsong.json"), "{\"training\": {\"learnRate\": 1}}");

        assertThatThrownBy(() -> ModelDirectory.open(folder).settings())
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("yinsong.json")
                .hasMessageContaining("learnRate");
    }

    @Test
    void writesSettingsThatItReads() {
        var settings = YinsongJson.forCosyVoice300M();

        settings.write(folder.resolve("yinsong.json"));

        assertThat(ModelDirectory.open(folder).settings()).isEqualTo(settings);
    }
}
