package dev.yinsong.common.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yinsong.common.ReferenceData;
import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.TinyGraphs;
import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureExtractorTest {

    private static final String SPECTRUM = """
            sample_rate: 16000
            feat_extractor: !name:matcha.utils.audio.mel_spectrogram
                n_fft: 800
                num_mels: 40
                sampling_rate: !ref <sample_rate>
                hop_size: 200
                win_size: 800
                fmin: 0
                fmax: null
                center: False
            """;

    @TempDir
    Path folder;

    @Test
    void extractsWhatTheModelsOwnSettingsSay() throws IOException {
        model(SPECTRUM);

        try (var extractor = new FeatureExtractor(ModelDirectory.open(folder))) {
            var features = extractor.extract(noise(48000, 2), "hey");

            assertThat(features.textTokens()).containsExactly('h', 'e', 'y');
            assertThat(features.speechTokens()).hasSize(200);
            assertThat(features.frames()).isEqualTo(160);
            assertThat(features.mels()).isEqualTo(40);
            assertThat(features.speaker()).hasSize(192);
            assertThat(features.meta()).containsEntry("text", "hey");
        }
    }

    @Test
    void readsFeaturesBackAsTheyWereWritten() throws IOException {
        var features = new ClipFeatures(
                new int[] {1, 2},
                new int[] {3},
                new float[] {1, 2, 3, 4, 5, 6},
                3,
                new float[] {7, 8},
                Map.of("text", "吟"));
        var file = folder.resolve("clip.safetensors");

        features.write(file);
        var read = ClipFeatures.read(file);

        assertThat(read).usingRecursiveComparison().isEqualTo(features);
        assertThat(Files.readAllBytes(file)).isEqualTo(features.toBytes());
    }

    @Test
    void refusesAFileThatHoldsNoFeatures() {
        var file = folder.resolve("clip.safetensors");
        SafeTensors.write(
                file,
                List.of(
                        TensorEntry.of("text_token", new int[] {1}, 1),
                        TensorEntry.of("speech_token", new int[] {1}, 1),
                        TensorEntry.of("mel", new float[] {1, Float.NaN}, 1, 2),
                        TensorEntry.of("speaker", new float[] {1}, 1)),
                Map.of());

        assertThatExceptionOfType(MalformedTensorFile.class)
                .isThrownBy(() -> ClipFeatures.read(file))
                .withMessageContaining("clip.safetensors");
    }

    @Test
    void makesNothingUpForASoundOrATextThatHasNothing() throws IOException {
        model(SPECTRUM);

        try (var extractor = new FeatureExtractor(ModelDirectory.open(folder))) {
            assertThatExceptionOfType(UnusableAudio.class)
                    .isThrownBy(() -> extractor.extract(noise(16000, 0.02), "hey"));
            assertThatExceptionOfType(UnusableAudio.class).isThrownBy(() -> extractor.extract(noise(16000, 31), "hey"));
            assertThatIllegalArgumentException().isThrownBy(() -> extractor.extract(noise(16000, 1), ""));
        }
    }

    @Test
    void readsTheSpectrumsSettings() throws IOException {
        model(SPECTRUM);

        assertThat(MelConfig.read(folder.resolve("cosyvoice.yaml")))
                .isEqualTo(new MelConfig(16000, 800, 200, 800, 40, 0, 8000));
    }

    @Test
    void readsUpstreamsSettings() {
        var yaml = ReferenceData.path("golden/a/cosyvoice.yaml");

        assertThat(MelConfig.read(yaml)).isEqualTo(MelConfig.cosyVoice());
    }

    @Test
    void refusesASpectrumOfAnotherKind() throws IOException {
        model(SPECTRUM.replace("center: False", "center: True"));
        assertThatExceptionOfType(BadModel.class)
                .isThrownBy(() -> MelConfig.read(folder.resolve("cosyvoice.yaml")))
                .withMessageContaining("feat_extractor.center");

        model(SPECTRUM.replace("win_size: 800", "win_size: 900"));
        assertThatExceptionOfType(BadModel.class)
                .isThrownBy(() -> MelConfig.read(folder.resolve("cosyvoice.yaml")))
                .withMessageContaining("window 900");
    }

    private void model(String yaml) throws IOException {
        Files.writeString(folder.resolve("cosyvoice.yaml"), yaml);
        TinyGraphs.speechTokenizer(folder.resolve("speech_tokenizer_v1.onnx"), 128);
        TinyGraphs.speakerEncoder(folder.resolve("campplus.onnx"), 80, 192);
        var vocabulary = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            var base64 = Base64.getEncoder().encodeToString(new byte[] {(byte) b});
            vocabulary.append(base64).append(' ').append(b).append('\n');
        }
        Files.writeString(folder.resolve("bytes.tiktoken"), vocabulary);
    }

    private static Waveform noise(int rate, double seconds) {
        var random = new Random(1);
        var x = new float[(int) (rate * seconds)];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian() * 0.1f;
        }
        return new Waveform(x, rate);
    }
}
