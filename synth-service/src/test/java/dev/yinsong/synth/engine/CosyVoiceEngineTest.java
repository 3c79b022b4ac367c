package dev.yinsong.synth.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.model.BadModel;
import dev.yinsong.cosyvoice.config.ExpectedKeys;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CosyVoiceEngineTest {

    @TempDir
    Path folder;

    private TinyModel model;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.write(folder);
    }

    @Test
    void refusesAModelThatLacksAKey() {
        var shapes =
                new LinkedHashMap<>(ExpectedKeys.of(Network.LLM, model.config()).shapes());
        shapes.remove("llm_decoder.bias");
        model.writeNetwork(Network.LLM, shapes);

        assertThatThrownBy(this::load)
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("llm.pt")
                .hasMessageContaining("llm_decoder.bias");
    }

    @Test
    void refusesAModelOfAnotherShape() {
        var shapes = new LinkedHashMap<>(
                ExpectedKeys.of(Network.FLOW, model.config()).shapes());
        shapes.put("encoder_proj.bias", new long[] {81});
        model.writeNetwork(Network.FLOW, shapes);

        assertThatThrownBy(this::load)
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("flow.pt")
                .hasMessageContaining("encoder_proj.bias");
    }

    @Test
    void refusesATruncatedModel() throws IOException {
        var file = folder.resolve("hift.pt");
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(this::load).hasMessageContaining("hift.pt");
    }

    @Test
    void refusesAVocabularyThatTheModelIsTooSmallFor() throws IOException {
        var file = folder.resolve("bytes.tiktoken");
        Files.writeString(file, Files.readString(file) + "YWI= 256\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("bytes.tiktoken")
                .hasMessageContaining("text_token_size");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> new CosyVoiceEngine(TestConfig.ofModel(folder.resolve("none"))))
                .isInstanceOf(BadModel.class)
                .hasMessageContaining("none");
    }

    private CosyVoiceEngine load() {
        return new CosyVoiceEngine(TestConfig.ofModel(folder));
    }
}
