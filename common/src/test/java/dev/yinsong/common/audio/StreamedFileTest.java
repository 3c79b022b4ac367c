package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of a length that nobody knew, recorded as a client does, and read by other programs than ours. */
class StreamedFileTest {

    private static final Path FFPROBE = Path.of("/usr/bin/ffprobe");
    private static final int RATE = 22050;
    private static final double SECONDS = 7.3;

    @TempDir
    Path folder;

    private final Waveform tone = Tones.sine(440, 0.5, RATE, (int) (SECONDS * RATE));

    /** By the library that ffprobe prints what it says of. */
    @ParameterizedTest
    @EnumSource(
            value = AudioFormat.class,
            names = {"WAV", "MP3", "OPUS"})
    void ffmpegReadsTheRightDuration(AudioFormat wanted) throws Exception {
        var format = new AVFormatContext(null);
        assertThat(avformat_open_input(format, recorded(wanted), null, null)).isZero();
        try {
            assertThat(avformat_find_stream_info(format, (PointerPointer<?>) null))
                    .isNotNegative();

            assertThat(format.duration() / (double) AV_TIME_BASE).isCloseTo(SECONDS, within(0.1));
        } finally {
            avformat_close_input(format);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioFormat.class,
            names = {"WAV", "MP3", "OPUS"})
    void ffprobeReadsTheRightDuration(AudioFormat format) throws Exception {
        assumeTrue(
                Files.isExecutable(FFPROBE), "skipped: there is no " + FFPROBE + " (Debian: apt-get install ffmpeg)");

        var probed = output(
                FFPROBE.toString(),
                "-v",
                "error",
                "-show_entries",
                "format=duration",
                "-of",
                "csv=p=0",
                recorded(format));

        assertThat(Double.parseDouble(probed)).isCloseTo(SECONDS, within(0.1));
    }

    @Test
    void pythonsWaveReadsEverySample() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "skipped: there is no /usr/bin/python3");

        var read = output(
                "/usr/bin/python3",
                "-c",
                "import wave, sys; w = wave.open(sys.argv[1]); print(w.getframerate(), len(w.readframes(w.getnframes())))",
                recorded(AudioFormat.WAV));

        assertThat(read).isEqualTo(RATE + " " + 2 * tone.samples().length);
    }

    @Test
    void aWavThatIsCompleteTellsItsTrueLength() throws Exception {
        var file = Path.of(recorded(AudioFormat.WAV));

        WavFile.complete(file);

        assertThat(file).hasBinaryContent(AudioEncoder.encode(tone, AudioFormat.WAV));
    }

    @Test
    void completingLeavesOtherFilesAsTheyAre() throws IOException {
        var whole = Files.write(folder.resolve("whole.wav"), AudioEncoder.encode(tone, AudioFormat.WAV));
        var text = Files.writeString(folder.resolve("text"), "RIFF, but no sound");

        WavFile.complete(whole);
        WavFile.complete(text);

        assertThat(whole).hasBinaryContent(AudioEncoder.encode(tone, AudioFormat.WAV));
        assertThat(text).hasContent("RIFF, but no sound");
    }

    private String recorded(AudioFormat format) throws IOException {
        var file = folder.resolve("speech." + format.extension());
        try (var out = Files.newOutputStream(file);
                var stream = AudioEncoder.open(out, format, RATE)) {
            for (int at = 0; at < tone.samples().length; at += 3000) {
                stream.write(Arrays.copyOfRange(tone.samples(), at, Math.min(at + 3000, tone.samples().length)));
            }
        }
        return file.toString();
    }

    private static String output(String... command) throws Exception {
        var process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
