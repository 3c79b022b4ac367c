package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void showsWhatWasWrittenAfterAPosition() throws IOException {
        var log = log("before\nfirst\n\tat some.Frame\n\nsecond\n");

        assertThat(log.tail("before\n".length(), 2)).containsExactly("first", "second");
        assertThat(log.tail(0, 1)).containsExactly("second");
    }

    @Test
    void showsAllOfAFileThatWasEmptiedSince() throws IOException {
        assertThat(log("since\n").tail(1000, 2)).containsExactly("since");
        assertThat(log("").tail(1000, 2)).isEmpty();
    }

    @Test
    void saysThatAFileIsGone() {
        var log = new LogFile(folder.resolve("gone.log"));

        assertThat(log.tail(0, 2)).singleElement().asString().contains("it can't be read", "gone.log");
    }

    private LogFile log(String text) throws IOException {
        return new LogFile(Files.writeString(folder.resolve("some.log"), text));
    }
}
