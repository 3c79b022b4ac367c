package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.ReferenceData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioDecoderTest {

    private static final int RATE = 24000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "032_48k_stereo.wav, wav, 48000, 2, 16, 3.84",
        "039_44k1.mp3, mp3, 44100, 1, 0, 4.93",
        "042_48k.m4a, aac, 48000, 1, 16, 3.63",
        "044_44k1.ogg, vorbis, 44100, 1, 0, 4.28",
        "045_48k_opus.webm, opus, 48000, 1, 16, 4.99",
        "048_48k_24bit_stereo.flac, flac, 48000, 2, 24, 3.12"
    })
    void readsWhatPeopleRecordWith(String name, String codec, int rate, int channels, int bits, double seconds)
            throws IOException {
        var decoded = AudioDecoder.decode(ReferenceData.path("data/voices/kathleen/raw/" + name), 30);

        assertThat(decoded.source().codec()).isIn(codec, "pcm_s16le");
        assertThat(decoded.source().sampleRate()).isEqualTo(rate);
        assertThat(decoded.source().channels()).isEqualTo(channels);
        assertThat(decoded.source().bits()).isEqualTo(bits);
        assertThat(decoded.sound().seconds()).isCloseTo(seconds, within(0.01));
        assertThat(decoded.sound().rms()).isGreaterThan(0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "01_zero_length.wav, EMPTY",
        "02_truncated.wav, TRUNCATED",
        "03_lying_rate.wav, CORRUPT",
        "04_text_renamed.wav, UNDECODABLE",
        "05_random_bytes.wav, UNDECODABLE",
        "06_random_bytes.mp3, UNDECODABLE",
        "08_too_long_45s.flac, TOO_LONG",
        "14_nan_float.wav, CORRUPT",
        "15_corrupt_frames.mp3, CORRUPT"
    })
    void refusesWhatCannotBeUsed(String name, UnusableAudio.Reason reason) {
        assertRefused(ReferenceData.path("data/bad/" + name), reason);
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioFormat.class,
            names = {"WAV", "FLAC", "OPUS"})
    void refusesAFileThatWasCutOff(AudioFormat format) throws IOException {
        var whole = AudioEncoder.encode(Tones.noise(0.3, RATE, 3 * RATE), format);

        assertRefused(file(Arrays.copyOf(whole, whole.length * 2 / 3)), UnusableAudio.Reason.TRUNCATED);
    }

    @Test
    void refusesAFileWithDamageInItsMiddle() throws IOException {
        var bytes = AudioEncoder.encode(Tones.noise(0.3, RATE, 3 * RATE), AudioFormat.FLAC);
        bytes[bytes.length / 2] ^= 0x55;

        assertRefused(file(bytes), UnusableAudio.Reason.CORRUPT);
    }

    @Test
    void bearsAStreamedMp3ThatStopsWithinAFrame() throws IOException {
        var whole = AudioEncoder.encode(Tones.noise(0.3, RATE, 3 * RATE), AudioFormat.MP3);
        var stream = Arrays.copyOfRange(whole, 3000, whole.length - 5000);

        assertThat(AudioDecoder.decode(file(stream), 30).sound().seconds()).isBetween(1.0, 3.0);
    }

    @Test
    void refusesRandomBytesWhateverTheySeemToBe() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            var bytes = new byte[20_000];
            new Random(seed).nextBytes(bytes);
            var file = file(bytes);

            assertThatExceptionOfType(UnusableAudio.class).isThrownBy(() -> AudioDecoder.decode(file, 30));
        }
    }

    @Test
    void refusesAPlaylistThatPointsElsewhere() throws IOException {
        var playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";

        assertRefused(file(playlist.getBytes(StandardCharsets.US_ASCII)), UnusableAudio.Reason.UNDECODABLE);
    }

    @Test
    void averagesTwoChannels() throws IOException {
        var decoded = AudioDecoder.decode(file(stereo(0.4f, 0.2f)), 30);

        assertThat(decoded.sound().peak()).isCloseTo(0.3, within(1e-3));
    }

    @Test
    void takesTheLouderOfTwoChannelsThatWouldCancel() throws IOException {
        var decoded = AudioDecoder.decode(file(stereo(0.4f, -0.39f)), 30);

        assertThat(decoded.sound().peak()).isCloseTo(0.4, within(1e-3));
    }

    @Test
    void stopsAtTheCallersLimitOfLength() throws IOException {
        var endless = new ByteArrayOutputStream();
        try (var stream = AudioEncoder.open(endless, AudioFormat.FLAC, RATE)) {
            stream.write(new float[60 * RATE]); // compresses to next to nothing
        }

        assertRefused(file(endless.toByteArray()), UnusableAudio.Reason.TOO_LONG);
    }

    @Test
    void takesWhatGoodRecordersOfferAndNoHigherRate() throws IOException {
        var highest = AudioEncoder.encode(Tones.noise(0.3, 192_000, 9600), AudioFormat.WAV);
        var higher = AudioEncoder.encode(Tones.noise(0.3, 192_001, 9600), AudioFormat.WAV);

        assertThat(AudioDecoder.decode(file(highest), 30).source().sampleRate()).isEqualTo(192_000);
        assertRefused(file(higher), UnusableAudio.Reason.SAMPLE_RATE);
    }

    private void assertRefused(Path file, UnusableAudio.Reason reason) {
        assertThatExceptionOfType(UnusableAudio.class)
                .isThrownBy(() -> AudioDecoder.decode(file, 30))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .satisfies(refusal -> assertThat(refusal.getMessage()).endsWith("."));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("recording"), bytes);
    }

    private static byte[] stereo(float left, float right) {
        var bytes = ByteBuffer.allocate(44 + RATE * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + RATE * 4);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 2).putInt(RATE).putInt(4 * RATE);
        bytes.putShort((short) 4).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(RATE * 4);
        for (int i = 0; i < RATE; i++) {
            double tone = Math.sin(2 * Math.PI * 300 * i / RATE);
            bytes.putShort((short) (tone * left * 32767)).putShort((short) (tone * right * 32767));
        }
        return bytes.array();
    }
}
