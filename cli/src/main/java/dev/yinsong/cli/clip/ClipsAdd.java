package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.UploadOutcome;
import dev.yinsong.cli.terminal.Terminal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads clips: a folder of them, a zip, or one long recording. */
@Command(
        name = "add",
        description =
                "Upload recordings (wav, flac, mp3, ogg, opus, m4a, aac, webm): a folder, or a zip, in which each "
                        + "has a .txt of the same name that says what is spoken, or all a metadata.csv of lines id|text; or, with "
                        + "--long, one recording that is cut at its pauses. Creates the voice if there is none. Exit status 1 if "
                        + "any clip was refused.",
        mixinStandardHelpOptions = true)
public final class ClipsAdd implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name, such as anna.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "A folder, a zip, or with --long a recording.")
    private @Nullable Path path;

    @Option(names = "--language", defaultValue = "en", description = "Of a new voice (default: ${DEFAULT-VALUE}).")
    private String language = "";

    @Option(names = "--long", description = "PATH is one long recording; it becomes a clip for each line of its words.")
    private boolean longRecording;

    @Option(
            names = "--lines",
            paramLabel = "FILE",
            description = "With --long: what is spoken, a sentence a line (default: the .txt beside the recording).")
    private @Nullable Path lines;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public ClipsAdd(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var from = Objects.requireNonNull(path);
        if (!Files.exists(from)) {
            throw new NoSuchFileException(from.toString());
        }
        var ingest = addresses.ingest();
        if (Files.isDirectory(from)) {
            try {
                return addFolder(ingest, from);
            } catch (NotUtf8 | BadMetadata e) {
                return tell(List.of(String.valueOf(e.getMessage())));
            }
        }
        if (longRecording) {
            var text = lines == null ? ClipFolder.transcript(from) : lines;
            return add(ingest, () -> ingest.addRecording(voice, from, text));
        }
        if (from.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return add(ingest, () -> ingest.addArchive(voice, from));
        }
        terminal.line(from + " is neither a folder nor a zip. If it is one long recording, add --long.");
        return 2;
    }

    private int addFolder(IngestClient ingest, Path folder) throws IOException {
        var clips = ClipFolder.clips(folder);
        if (clips.isEmpty()) {
            terminal.line("There is no recording in " + folder + ".");
            return 1;
        }
        makeVoice(ingest);
        return tell(new Uploads(terminal, ingest).uploadClips(voice, clips).refusals());
    }

    private int add(IngestClient ingest, Upload upload) throws FileNotFoundException {
        makeVoice(ingest);
        try {
            var outcome = upload.send();
            terminal.line(
                    "%d added, %d known already, %d refused; %.1f s of speech",
                    outcome.added(), outcome.known(), outcome.refusals().size(), outcome.seconds());
            return tell(outcome.refusals());
        } catch (Refused e) {
            terminal.line(String.valueOf(e.getMessage()));
            tell(e.parts());
            return 1;
        }
    }

    private void makeVoice(IngestClient ingest) {
        if (ingest.voice(voice).isEmpty()) {
            ingest.create(voice, language);
            terminal.line("Created voice " + voice + " (language " + language + ").");
        }
    }

    private int tell(List<String> refusals) {
        refusals.forEach(refusal -> terminal.line("  refused  " + refusal));
        return refusals.isEmpty() ? 0 : 1;
    }

    /** One request that takes many clips. */
    private interface Upload {
        UploadOutcome send() throws FileNotFoundException;
    }
}
