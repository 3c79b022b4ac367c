package dev.yinsong.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.yinsong.cli.terminal.Printed;
import dev.yinsong.common.audio.UnusableAudio;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

    @TempDir
    private Path folder = Path.of("");

    static Stream<Arguments> sentences() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a.wav"), "There is no a.wav."),
                Arguments.of(new AccessDeniedException("a.wav"), "Can't use a.wav: permission denied."),
                Arguments.of(
                        new FileSystemException("a.wav", null, "No space left on device"),
                        "Can't use a.wav: No space left on device."),
                Arguments.of(new IOException("The disk is slow."), "The disk is slow."),
                Arguments.of(new IOException(), "java.io.IOException"),
                Arguments.of(
                        new UncheckedIOException("The settings can't be read.", new IOException("x")),
                        "The settings can't be read."),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("a.wav")), "There is no a.wav."),
                Arguments.of(
                        new CompletionException(new UncheckedIOException(new IOException("The disk is slow."))),
                        "The disk is slow."),
                Arguments.of(
                        new UnusableAudio(UnusableAudio.Reason.EMPTY, "There is nothing in a.wav."),
                        "There is nothing in a.wav."),
                Arguments.of(new TimeoutException("Timed out."), "Kafka does not answer: Timed out."),
                Arguments.of(
                        new KafkaException("Failed to construct", new KafkaException("Invalid url: localhost")),
                        "Kafka does not answer: Invalid url: localhost"));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void saysWhatAPersonCanMendInASentence(Exception failure, String sentence) {
        assertThat(Failure.sentence(failure)).contains(sentence);
    }

    static Stream<Exception> mistakes() {
        return Stream.of(
                new NullPointerException("x"),
                new IllegalStateException("x"),
                new IllegalArgumentException("x"),
                new CompletionException(new IllegalStateException("x")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void leavesAProgrammersMistakeItsTrace(Exception mistake) {
        assertThat(Failure.sentence(mistake)).isEmpty();
    }

    @Test
    void saysWhyADirectoryCannotBeMadeBelowAFile() throws IOException {
        var file = Files.writeString(folder.resolve("a"), "");

        var failure = catchThrowable(() -> Files.createDirectories(file.resolve("b")));

        assertThat(Failure.sentence(failure)).get().asString().startsWith("Can't use " + file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8080", "127.0.0.1:8080", "http:/localhost", "http://two words", "ftp://localhost"})
    void refusesAnAddressThatNoRequestCanGoTo(String address) {
        var errors = new StringWriter();
        var commands = Main.commandLine(new Printed(false).terminal()).setErr(new PrintWriter(errors));

        var status = commands.execute("clips", "list", "anna", "--ingest", address);

        assertThat(status).isEqualTo(2);
        assertThat(errors.toString())
                .contains("'" + address + "' is no address such as http://127.0.0.1:8080")
                .doesNotContain("\tat ");
    }
}
