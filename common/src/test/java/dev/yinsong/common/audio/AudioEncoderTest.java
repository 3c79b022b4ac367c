package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioEncoderTest {

    private static final int RATE = 22050;

    @TempDir
    Path folder;

    private final Waveform tone = Tones.sine(440, 0.5, RATE, RATE + 123);

    @ParameterizedTest
    @EnumSource(
            value = AudioFormat.class,
            names = {"PCM"},
            mode = EnumSource.Mode.EXCLUDE)
    void writesAWholeFileThatSoundsTheSame(AudioFormat format) throws IOException {
        var decoded = decoded(AudioEncoder.encode(tone, format));

        assertSameTone(decoded, format.lossless() ? 0.001 : 0.03);
        if (format.lossless()) {
            assertThat(decoded.sound().samples()).hasSize(tone.samples().length);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioFormat.class,
            names = {"PCM"},
            mode = EnumSource.Mode.EXCLUDE)
    void streamsPiecesThatSoundTheSame(AudioFormat format) throws IOException {
        var out = new ByteArrayOutputStream();
        int early = 0;

        try (var stream = AudioEncoder.open(out, format, RATE)) {
            for (int at = 0; at < tone.samples().length; at += 1000) {
                stream.write(Arrays.copyOfRange(tone.samples(), at, Math.min(at + 1000, tone.samples().length)));
                if (at == 11000) {
                    early = out.size();
                }
            }
        }

        assertThat(early).as("bytes after half a second").isBetween(500, out.size() - 500);
        assertSameTone(decoded(out.toByteArray()), format.lossless() ? 0.001 : 0.03);
    }

    @ParameterizedTest
    @CsvSource({"22050,48000", "24000,16000", "44100,22050", "16000,16000"})
    void changesTheRateOfPiecesAsOfTheWhole(int from, int to) {
        var noise = Tones.noise(0.5, from, from / 3);
        var change = new RateChange(from, to);
        var whole = noise.at(to).samples();

        int at = 0;
        for (int i = 0; i < noise.samples().length; i += 777) {
            var piece = change.apply(Arrays.copyOfRange(noise.samples(), i, Math.min(i + 777, noise.samples().length)));
            assertThat(piece).isEqualTo(Arrays.copyOfRange(whole, at, at + piece.length));
            at += piece.length;
        }
        var rest = change.rest();

        assertThat(rest).isEqualTo(Arrays.copyOfRange(whole, at, whole.length));
    }

    @Test
    void writesRawSamplesInLittleEndianOrderAndCutsThemAtFullScale() {
        var bytes = AudioEncoder.encode(new Waveform(new float[] {0, 0.5f, -2, 2}, RATE), AudioFormat.PCM);

        assertThat(bytes).containsExactly(0, 0, 0, 0x40, 0, 0x80, 0xff, 0x7f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void writesAlmostNothing(int samples) throws IOException {
        for (var format : AudioFormat.values()) {
            var bytes = AudioEncoder.encode(new Waveform(new float[samples], RATE), format);

            assertThat(bytes.length).as(format.name()).isLessThan(20_000);
        }
    }

    @Test
    void knowsFormatsByName() {
        assertThat(AudioFormat.named("MP3")).contains(AudioFormat.MP3);
        assertThat(AudioFormat.named("exe")).isEmpty();
    }

    private DecodedAudio decoded(byte[] bytes) throws IOException {
        var file = folder.resolve("tone");
        Files.write(file, bytes);
        return AudioDecoder.decode(file, 10);
    }

    private void assertSameTone(DecodedAudio decoded, double tolerance) {
        var sound = decoded.sound().at(RATE);
        assertThat(sound.seconds()).isCloseTo(tone.seconds(), within(0.12));
        var middle = sound.slice(RATE / 4, 3 * RATE / 4);
        assertThat(middle.rms()).isCloseTo(0.5 / Math.sqrt(2), within(tolerance));
        int crossings = 0;
        for (int i = 1; i < middle.samples().length; i++) {
            crossings += (middle.samples()[i] < 0) != (middle.samples()[i - 1] < 0) ? 1 : 0;
        }
        assertThat(crossings).isBetween(439, 441);
    }
}
