package dev.yinsong.common.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.audio.WhisperLogMel;
import dev.yinsong.common.model.BadModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechGraphsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {128, 80})
    void showsTheTokenizerTheSpectrumThatItWants(int mels) throws IOException {
        var sound = tone(900, 16000, 1);
        var spectrum = new WhisperLogMel(mels).apply(sound);
        int loudest = 0;
        for (int m = 1; m < mels; m++) {
            loudest = spectrum.at(50, m) > spectrum.at(50, loudest) ? m : loudest;
        }

        try (var tokenizer = new SpeechTokenizer(TinyGraphs.speechTokenizer(folder.resolve("t.onnx"), mels))) {
            var tokens = tokenizer.tokens(sound);

            assertThat(tokens).hasSize(100);
            assertThat(tokens[50]).isEqualTo(loudest);
            assertThat(tokenizer.tokens(tone(900, 48000, 1))[50]).isEqualTo(loudest);
        }
    }

    @Test
    void refusesWhatTheTokenizerWasNeverShown() throws IOException {
        try (var tokenizer = new SpeechTokenizer(TinyGraphs.speechTokenizer(folder.resolve("t.onnx"), 128))) {
            assertThatExceptionOfType(UnusableAudio.class)
                    .isThrownBy(() -> tokenizer.tokens(tone(900, 16000, 30.1)))
                    .withMessageContaining("30.1 s");
            assertThatExceptionOfType(UnusableAudio.class).isThrownBy(() -> tokenizer.tokens(tone(900, 16000, 0.01)));
            assertThat(tokenizer.tokens(tone(900, 16000, 30))).hasSize(3000);
        }
    }

    @Test
    void hearsTheSpeakerWhateverTheRate() throws IOException {
        try (var encoder = new SpeakerEncoder(TinyGraphs.speakerEncoder(folder.resolve("s.onnx"), 80, 192))) {
            var a = encoder.embed(sweep(16000));
            var b = encoder.embed(sweep(44100));

            assertThat(a).hasSize(192);
            assertThat(SpeakerSimilarity.cosine(a, b)).isGreaterThan(0.99);
            assertThatExceptionOfType(UnusableAudio.class).isThrownBy(() -> encoder.embed(tone(900, 16000, 0.01)));
        }
    }

    @Test
    void refusesAGraphOfTheWrongKind() throws IOException {
        var tokenizer = TinyGraphs.speechTokenizer(folder.resolve("t.onnx"), 128);
        var encoder = TinyGraphs.speakerEncoder(folder.resolve("s.onnx"), 80, 192);
        var nonsense = Files.writeString(folder.resolve("x.onnx"), "nonsense");

        assertThatExceptionOfType(BadModel.class)
                .isThrownBy(() -> new SpeechTokenizer(encoder))
                .withMessageContaining("s.onnx");
        assertThatExceptionOfType(BadModel.class)
                .isThrownBy(() -> new SpeakerEncoder(tokenizer))
                .withMessageContaining("t.onnx");
        assertThatExceptionOfType(BadModel.class)
                .isThrownBy(() -> new SpeakerEncoder(nonsense))
                .withMessageContaining("x.onnx");
    }

    @Test
    void comparesSpeakersByTheirAngle() {
        assertThat(SpeakerSimilarity.cosine(new float[] {1, 2}, new float[] {2, 4}))
                .isCloseTo(1, within(1e-12));
        assertThat(SpeakerSimilarity.cosine(new float[] {1, 0}, new float[] {0, -3}))
                .isZero();
        assertThat(SpeakerSimilarity.cosine(new float[] {1, 0}, new float[] {0, 0}))
                .isZero();
        assertThat(SpeakerSimilarity.mean(List.of(new float[] {1, 4}, new float[] {3, 0})))
                .containsExactly(2, 2);
    }

    private static Waveform tone(double hertz, int rate, double seconds) {
        var x = new float[(int) Math.round(seconds * rate)];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return new Waveform(x, rate);
    }

    private static Waveform sweep(int rate) {
        var x = new float[rate];
        for (int i = 0; i < x.length; i++) {
            double t = (double) i / rate;
            x[i] = (float) (0.5 * Math.sin(2 * Math.PI * (200 * t + 1500 * t * t)));
        }
        return new Waveform(x, rate);
    }
}
