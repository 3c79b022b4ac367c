package dev.yinsong.cli.speech;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Speaks a text into a file. */
@Command(name = "say", description = "Speak a text in a voice.", mixinStandardHelpOptions = true)
public final class Say implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "A voice that has been trained: see yinsong voices.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to say.")
    private String text = "";

    @Option(
            names = "-o",
            paramLabel = "FILE",
            required = true,
            description = "The sound's file, or - for standard output.")
    private String file = "";

    @Option(
            names = "--format",
            description = "wav, mp3, flac, opus, aac or pcm (default: what the file's name ends in, else wav).")
    private @Nullable String format;

    @Option(names = "--seed", description = "A number: the same seed gives the same speech again.")
    private @Nullable Long seed;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public Say(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var started = System.nanoTime();
        var spoken = addresses
                .synth()
                .speak(voice, text, format(), seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
        if (file.equals("-")) {
            System.out.write(spoken.audio());
            System.out.flush();
            return 0;
        }
        Files.write(Path.of(file), spoken.audio());
        terminal.line(
                "%s: %.1f KiB by %s%s, in %s",
                file,
                spoken.audio().length / 1024.0,
                voice,
                spoken.version().isEmpty() ? "" : " version " + spoken.version(),
                Durations.text(System.nanoTime() - started));
        return 0;
    }

    private String format() {
        if (format != null) {
            return format;
        }
        var extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "wav", "mp3", "flac", "opus", "aac", "pcm" -> extension;
            case "ogg" -> "opus";
            default -> "wav";
        };
    }
}
