package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongRecordingTest {

    private static final int RATE = 24000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void findsWhereSomebodySpeaks() throws IOException {
        var speech = recording(quiet(1), noise(2), quiet(0.5), noise(1), quiet(0.1), noise(1), quiet(1))
                .speech(0.2);

        assertThat(speech).hasSize(2);
        assertSpan(speech.get(0), 1, 3);
        assertSpan(speech.get(1), 3.5, 5.6);
    }

    @Test
    void tellsAlsoShortPausesWhenAsked() throws IOException {
        assertThat(recording(noise(1), quiet(0.1), noise(1), quiet(0.5), noise(1))
                        .speech(0.05))
                .hasSize(3);
    }

    @Test
    void cutsOutExactlyTheSpans() throws IOException {
        var whole = Tones.joined(quiet(1), noise(2), quiet(0.5), noise(1), quiet(1));
        var first = folder.resolve("first");
        var second = folder.resolve("second");

        recording(whole).cut(List.of(new Span(0.5, 3.25), new Span(3.25, 5.5)), List.of(first, second));

        var cut = WavFile.read(first);
        assertThat(cut.sampleRate()).isEqualTo(RATE);
        assertThat(cut.samples()).hasSize((int) (2.75 * RATE));
        assertThat(WavFile.read(second).samples()).hasSize((int) (2.25 * RATE));
        for (int i = 0; i < cut.samples().length; i++) {
            assertThat(cut.samples()[i]).isCloseTo(whole.samples()[RATE / 2 + i], within(1e-4f));
        }
    }

    @Test
    void refusesWhatIsTooLongOrCutOff() throws IOException {
        var file = file(noise(3));
        var torn = Files.write(folder.resolve("torn"), Arrays.copyOf(Files.readAllBytes(file), 50_000));

        assertThatThrownBy(() -> LongRecording.open(file, 2)).isInstanceOf(UnusableAudio.class);
        assertThatThrownBy(() -> LongRecording.open(torn, 60)).isInstanceOf(UnusableAudio.class);
    }

    @Test
    void hearsNobodyInSilence() throws IOException {
        assertThat(recording(Tones.silence(RATE, RATE)).speech(0.2)).isEmpty();
    }

    private static void assertSpan(Span span, double from, double to) {
        assertThat(span.from()).isCloseTo(from, within(0.03));
        assertThat(span.to()).isCloseTo(to, within(0.03));
    }

    private LongRecording recording(Waveform... parts) throws IOException {
        return LongRecording.open(file(Tones.joined(parts)), 60);
    }

    private Path file(Waveform sound) throws IOException {
        var file = folder.resolve("recording.wav");
        WavFile.write(file, sound);
        return file;
    }

    private static Waveform noise(double seconds) {
        return Tones.noise(0.2, RATE, (int) (seconds * RATE));
    }

    private static Waveform quiet(double seconds) {
        return Tones.noise(0.0003, RATE, (int) Math.round(seconds * RATE));
    }
}
