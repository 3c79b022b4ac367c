package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.UnreadableFile;
import dev.yinsong.cli.terminal.ProgressBar;
import dev.yinsong.cli.terminal.Terminal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Uploads a folder's clips to a voice and tells what became of each. */
public final class Uploads {

    private static final String UNREADABLE = "The file is gone, or you may not read it.";

    private final Terminal terminal;
    private final IngestClient ingest;

    /** Uploads to a service, telling a terminal. */
    public Uploads(Terminal terminal, IngestClient ingest) {
        this.terminal = terminal;
        this.ingest = ingest;
    }

    /**
     * What became of a folder.
     *
     * @param added new clips
     * @param known clips that were there already
     * @param seconds of speech in both
     * @param refusals a line for each file that was not taken
     */
    public record Outcome(int added, int known, double seconds, List<String> refusals) {}

    /** Uploads recordings with the text files beside them, one after the other. */
    public Outcome upload(String voice, List<Path> recordings) throws IOException {
        return uploadClips(voice, ClipFolder.clips(recordings));
    }

    /** Uploads clips, one after the other. */
    public Outcome uploadClips(String voice, List<LocalClip> clips) {
        var bar = new ProgressBar(terminal, "Uploading", clips.size(), "clips");
        int added = 0;
        int known = 0;
        double seconds = 0;
        var refusals = new ArrayList<String>();
        for (int done = 0; done < clips.size(); done++) {
            var local = clips.get(done);
            var name = local.recording().getFileName().toString();
            bar.at(done, name);
            var flaw = flaw(local);
            if (flaw.isPresent()) {
                refusals.add(name + ": " + flaw.get());
                continue;
            }
            try {
                var clip = ingest.add(voice, local.recording(), local.text());
                seconds += clip.seconds();
                added += clip.known() ? 0 : 1;
                known += clip.known() ? 1 : 0;
            } catch (Refused e) {
                refusals.add(name + ": " + e.getMessage());
            } catch (FileNotFoundException | UnreadableFile e) {
                refusals.add(name + ": " + UNREADABLE); // it went away while it was sent
            }
        }
        bar.at(clips.size(), "");
        bar.done(String.format(
                Locale.ROOT,
                "%d clips: %d added, %d known already, %d refused; %.1f s of speech",
                clips.size(),
                added,
                known,
                refusals.size(),
                seconds));
        return new Outcome(added, known, seconds, refusals);
    }

    private static Optional<String> flaw(LocalClip clip) {
        return Files.isReadable(clip.recording()) ? clip.flaw() : Optional.of(UNREADABLE);
    }
}
