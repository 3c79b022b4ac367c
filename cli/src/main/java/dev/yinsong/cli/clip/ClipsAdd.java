package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a folder of clips. */
@Command(
        name = "add",
        description = "Upload a folder of recordings (wav, flac, mp3, ogg, opus, m4a, aac, webm), each with a .txt of "
                + "the same name that says what is spoken. Creates the voice if there is none. Exit status 1 if any "
                + "file was refused.",
        mixinStandardHelpOptions = true)
public final class ClipsAdd implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name, such as anna.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the recordings are.")
    private @Nullable Path folder;

    @Option(names = "--language", defaultValue = "en", description = "Of a new voice (default: ${DEFAULT-VALUE}).")
    private String language = "";

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public ClipsAdd(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var recordings = ClipFolder.recordings(Objects.requireNonNull(folder));
        if (recordings.isEmpty()) {
            terminal.line("There is no recording in " + folder + ".");
            return 1;
        }
        var ingest = addresses.ingest();
        if (ingest.voice(voice).isEmpty()) {
            ingest.create(voice, language);
            terminal.line("Created voice " + voice + " (language " + language + ").");
        }
        var outcome = new Uploads(terminal, ingest).upload(voice, recordings);
        outcome.refusals().forEach(refusal -> terminal.line("  refused  " + refusal));
        return outcome.refusals().isEmpty() ? 0 : 1;
    }
}
