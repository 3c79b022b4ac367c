package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.ingest.clip.ClipUpload;
import dev.yinsong.ingest.clip.TranscriptFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds each recording's words among files: in the {@code .txt} beside it, or in a {@code metadata.csv} with lines
 * {@code id|text}, where the id is the recording's name without folders and ending.
 */
final class Pairing {

    private final List<NamedFile> recordings;
    private final MetadataLines lines;
    private final Map<String, NamedFile> texts = new LinkedHashMap<>(); // by stem
    private final Set<String> unclear = new HashSet<>(); // ids of recordings whose line nobody can tell

    private Pairing(List<NamedFile> files) throws IOException {
        this.recordings = files.stream()
                .filter(file -> !file.isMetadata() && !file.isText())
                .toList();
        this.lines =
                new MetadataLines(files.stream().filter(NamedFile::isMetadata).toList(), recordings);
        files.stream().filter(NamedFile::isText).forEach(file -> texts.put(file.stem(), file));
    }

    /** What the files come to, recordings first and in their order; whatever lacks its other half is unusable. */
    static List<Item> of(List<NamedFile> files) throws IOException {
        return new Pairing(files.stream().filter(file -> !file.isClutter()).toList()).items();
    }

    private List<Item> items() throws IOException {
        var items = new ArrayList<Item>();
        var seen = new HashSet<String>();
        for (var recording : recordings) {
            items.add(seen.add(recording.stem()) ? item(recording) : twice(recording));
        }
        texts.values().stream()
                .filter(text -> !seen.contains(text.stem()))
                .forEach(text -> items.add(new Item.Unusable(text.name(), ItemIncomplete.noRecording(text.id()))));
        lines.unused()
                .filter(line -> !unclear.contains(line.id()))
                .forEach(line -> items.add(new Item.Unusable(line.stem(), ItemIncomplete.noRecording(line.id()))));
        return items;
    }

    private Item item(NamedFile recording) throws IOException {
        var line = lines.of(recording);
        if (line.isPresent()) {
            return new Item.Clip(
                    recording.name(),
                    new ClipUpload(recording.path(), line.get().text()));
        }
        var text = texts.get(recording.stem());
        if (text != null) {
            return written(recording, text);
        }
        if (lines.has(recording.id())) {
            unclear.add(recording.id());
            return twice(recording);
        }
        return new Item.Unusable(recording.name(), ItemIncomplete.noWords(recording));
    }

    private static Item written(NamedFile recording, NamedFile text) throws IOException {
        try {
            return new Item.Clip(recording.name(), new ClipUpload(recording.path(), TranscriptFile.read(text.path())));
        } catch (Problem refused) {
            return new Item.Unusable(recording.name(), refused);
        }
    }

    private static Item twice(NamedFile recording) {
        return new Item.Unusable(recording.name(), ItemIncomplete.twice(recording.id()));
    }
}
