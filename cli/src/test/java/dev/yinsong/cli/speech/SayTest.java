package dev.yinsong.cli.speech;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yinsong.cli.Main;
import dev.yinsong.cli.terminal.Printed;
import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Waveform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SayTest {

    private static final Waveform SOUND = new Waveform(new float[2000], 16_000);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> asked = new ArrayList<>();
    private final Printed printed = new Printed(false);
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void writesAStreamedWavThatTellsItsTrueLengthAfterwards() throws IOException {
        answer("/v1/audio/speech", streamed(), true);
        var file = folder.resolve("out.wav");

        assertThat(say("anna", "Hello.", "-o", file.toString(), "--seed", "7", "--speed", "1.5"))
                .isZero();

        assertThat(file).hasBinaryContent(AudioEncoder.encode(SOUND, AudioFormat.WAV));
        assertThat(asked)
                .containsExactly(
                        "{\"voice\":\"anna\",\"input\":\"Hello.\",\"response_format\":\"wav\",\"seed\":7,\"speed\":1.5}");
        assertThat(printed.text())
                .contains("by anna version 3, seed 7")
                .containsPattern("0\\.1 s of speech: the first sound after \\S+ m?s, all of it after \\S+ m?s,"
                        + " \\d+\\.\\d\\d s of work a second of speech");
    }

    @Test
    void writesIntoAPipeAndReadsNothingBack() throws Exception {
        answer("/v1/audio/speech", streamed(), true);
        var pipe = folder.resolve("pipe.wav");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var heard = CompletableFuture.supplyAsync(() -> bytes(pipe));

        assertThat(say("anna", "Hello.", "-o", pipe.toString())).isZero();

        assertThat(heard).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(streamed());
        assertThat(printed.text()).contains("by anna version 3, seed 7", "First sound after ");
    }

    @Test
    void writesIntoADeviceThatKeepsNothing() throws IOException {
        answer("/v1/audio/speech", streamed(), true);
        assumeThat(Path.of("/dev/null")).exists();

        assertThat(say("anna", "Hello.", "-o", "/dev/null")).isZero();

        assertThat(printed.text()).contains("First sound after ");
    }

    @Test
    void saysWhenASpeechBreaksOffAndKeepsWhatCame() throws IOException {
        answer("/v1/audio/speech", streamed(), false);
        var file = folder.resolve("out.wav");

        assertThat(say("anna", "Hello.", "-o", file.toString())).isEqualTo(1);

        assertThat(Files.size(file)).isEqualTo(streamed().length);
    }

    @Test
    void writesSubtitlesBesideTheSound() throws IOException {
        var audio = Base64.getEncoder().encodeToString(AudioEncoder.encode(SOUND, AudioFormat.WAV));
        var json = "{\"audio\":\"%s\",\"srt\":\"1\\n…\",\"version\":\"base\",\"seed\":9}".formatted(audio);
        answer("/v1/audio/speech/timings", json.getBytes(UTF_8), true);
        var file = folder.resolve("out.wav");
        var srt = folder.resolve("out.srt");

        assertThat(say("rms", "Hello.", "-o", file.toString(), "--srt", srt.toString()))
                .isZero();

        assertThat(file).hasBinaryContent(AudioEncoder.encode(SOUND, AudioFormat.WAV));
        assertThat(srt).hasContent("1\n…");
        assertThat(printed.text()).contains("by rms, seed 9");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/audio/speech, -, ''",
        "/v1/audio/speech/timings, -, out.srt",
        "/v1/audio/speech, /dev/stdout, ''",
    })
    void failsWithASentenceWhenStandardOutputIsFull(String path, String file, String subtitles) throws Exception {
        var full = Path.of("/dev/full");
        assumeThat(full).exists();
        var audio = Base64.getEncoder().encodeToString(streamed());
        answer(
                path,
                subtitles.isEmpty()
                        ? streamed()
                        : "{\"audio\":\"%s\"}".formatted(audio).getBytes(UTF_8),
                true);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("say", "anna", "Hello.", "-o", file, "--synth", address()));
        if (!subtitles.isEmpty()) {
            command.addAll(List.of("--srt", folder.resolve(subtitles).toString()));
        }

        var process = new ProcessBuilder(command).redirectOutput(full.toFile()).start();

        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                .contains("The speech can't be written to standard output: ")
                .doesNotContain("\tat ");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] streamed() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var stream = AudioEncoder.open(out, AudioFormat.WAV, SOUND.sampleRate())) {
            stream.write(SOUND.samples());
        }
        return out.toByteArray();
    }

    /** An answer in chunks; one that is not whole lacks the last chunk. */
    private void answer(String path, byte[] body, boolean whole) {
        server.createContext(path, exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getResponseHeaders().add("x-voice-version", "3");
            exchange.getResponseHeaders().add("x-seed", "7");
            exchange.sendResponseHeaders(200, whole ? 0 : body.length + 1);
            exchange.getResponseBody().write(body);
            end(exchange, whole);
        });
    }

    private static void end(HttpExchange exchange, boolean whole) throws IOException {
        exchange.getResponseBody().flush();
        if (!whole) {
            throw new IOException("the connection breaks");
        }
        exchange.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int say(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--synth", address()));
        return new CommandLine(new Say(printed.terminal()))
                .setExecutionExceptionHandler((_, _, _) -> 1)
                .execute(all.toArray(String[]::new));
    }
}
