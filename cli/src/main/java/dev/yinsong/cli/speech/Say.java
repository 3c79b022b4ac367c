package dev.yinsong.cli.speech;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.SpeechWish;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.audio.WavFile;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Speaks a text into a file, as it comes. */
@Command(name = "say", description = "Speak a text in a voice.", mixinStandardHelpOptions = true)
public final class Say implements Callable<Integer> {

    private static final String STANDARD = "-";
    private static final Set<String> NAMES_OF_STANDARD = Set.of(STANDARD, "/dev/stdout");
    private static final int NOT_FOUND = 404;

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "VOICE",
            description =
                    "A voice of ./yinsong voices: NAME, NAME@VERSION, or NAME@base for a speaker of the base model.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to say, or - for standard input.")
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

    @Option(names = "--speed", description = "0.25 to 4; 1 is as the voice speaks.")
    private @Nullable Double speed;

    @Option(names = "--temperature", description = "Below 1 is safer, above livelier; at most 2.")
    private @Nullable Double temperature;

    @Option(names = "--top-p", description = "How much of the probability the sampling keeps; at most 1.")
    private @Nullable Double topP;

    @Option(names = "--steps", description = "Of the flow's solver, 1 to 100; fewer are faster and coarser.")
    private @Nullable Integer steps;

    @Option(
            names = "--srt",
            paramLabel = "FILE",
            description = "Also write subtitles. The sound then comes when all of it is spoken.")
    private @Nullable Path subtitles;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public Say(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var words = text.equals(STANDARD) ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : text;
        var wish = new SpeechWish(voice, words, format(), seed, speed, temperature, topP, steps);
        try {
            if (subtitles != null) {
                speakTimed(addresses.synth(), wish, subtitles);
            } else {
                speak(addresses.synth(), wish);
            }
        } catch (Refused e) {
            throw e.status() == NOT_FOUND ? new SilentVoice(addresses).explain(voice, e) : e;
        }
        return 0;
    }

    private void speak(SynthClient synth, SpeechWish wish) throws IOException {
        var started = System.nanoTime();
        var arrival = arrival(!isStandard());
        try (var speech = synth.stream(wish)) {
            try (var out = output()) {
                arrival.copy(speech.sound(), out);
            }
            if (!isStandard()) {
                if (isKept()) {
                    WavFile.complete(Path.of(file));
                }
                report(arrival.bytes(), speech.version(), speech.seed());
                reportTimes(arrival.first() - started, System.nanoTime() - started);
            }
        }
    }

    private void speakTimed(SynthClient synth, SpeechWish wish, Path srt) throws IOException {
        var started = System.nanoTime();
        var speech = synth.timed(wish);
        try (var out = output()) {
            arrival(false).copy(new ByteArrayInputStream(speech.audio()), out);
        }
        Files.writeString(srt, speech.srt());
        if (!isStandard()) {
            report(speech.audio().length, speech.version(), speech.seed());
            terminal.line("%s: subtitles; all of it after %s", srt, Durations.text(System.nanoTime() - started));
        }
    }

    private Arrival arrival(boolean shown) {
        return new Arrival(terminal, isStandard() ? "standard output" : file, shown);
    }

    /** Whether the sound goes where the report would. */
    private boolean isStandard() {
        return NAMES_OF_STANDARD.contains(file);
    }

    /** Whether what was written can be read again, as from a pipe or a device it can't. */
    private boolean isKept() {
        return Files.isRegularFile(Path.of(file));
    }

    /** Not {@link System#out}, which doesn't tell when it can't write. */
    private OutputStream output() throws IOException {
        return isStandard() ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(Path.of(file));
    }

    private void report(long bytes, String version, String usedSeed) {
        terminal.line(
                "%s: %.1f KiB by %s%s, seed %s",
                file,
                bytes / 1024.0,
                voice,
                version.isEmpty() || version.equals("base") ? "" : " version " + version,
                usedSeed);
    }

    /** Bare samples don't tell their rate, and so not how long they are; nor does what is not kept. */
    private void reportTimes(long first, long all) throws IOException {
        if (format().equals("pcm") || !isKept()) {
            terminal.line("First sound after %s, all of it after %s", Durations.text(first), Durations.text(all));
        } else {
            var seconds = WavFile.read(Path.of(file)).seconds();
            terminal.line("%s", new SpeechFigures(seconds, first, all).text());
        }
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
