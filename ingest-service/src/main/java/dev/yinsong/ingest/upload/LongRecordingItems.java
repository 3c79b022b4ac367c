package dev.yinsong.ingest.upload;

import dev.yinsong.common.audio.LongRecording;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.clip.AudioRefused;
import dev.yinsong.ingest.clip.ClipUpload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes clips of one long recording and its transcript: a clip a line, cut where the speaker pauses. */
final class LongRecordingItems {

    private static final double SHORTEST_PAUSE_SECONDS = 0.2;

    private LongRecordingItems() {}

    /**
     * The clips, written into a folder.
     *
     * @param transcript a sentence a line; empty lines mean nothing
     * @throws AudioRefused when the recording can't be decoded whole
     * @throws AlignmentRefused when it has fewer pauses than the transcript has lines
     */
    static List<Item> of(Path recording, String transcript, Path folder, IngestConfig.Uploads limits)
            throws IOException {
        var lines = transcript
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw AlignmentRefused.noLines();
        }
        if (lines.size() > limits.entries()) {
            throw UploadTooLarge.entries(limits);
        }
        try {
            return cut(LongRecording.open(recording, limits.recording().toSeconds()), lines, folder);
        } catch (UnusableAudio e) {
            throw new AudioRefused(e);
        }
    }

    private static List<Item> cut(LongRecording recording, List<String> lines, Path folder) throws IOException {
        var aligned = LineAlignment.of(lines, recording.speech(SHORTEST_PAUSE_SECONDS), recording.seconds());
        var files = new ArrayList<Path>();
        for (int i = 0; i < lines.size(); i++) {
            files.add(folder.resolve(i + ".wav"));
        }
        recording.cut(aligned.stream().map(LineAlignment.Line::span).toList(), files);
        var items = new ArrayList<Item>();
        for (int i = 0; i < lines.size(); i++) {
            items.add(item("line " + (i + 1), aligned.get(i), files.get(i)));
        }
        return items;
    }

    private static Item item(String name, LineAlignment.Line line, Path file) {
        return line.plausible()
                ? new Item.Clip(name, new ClipUpload(file, line.text()))
                : new Item.Unusable(name, AlignmentRefused.implausible(line));
    }
}
