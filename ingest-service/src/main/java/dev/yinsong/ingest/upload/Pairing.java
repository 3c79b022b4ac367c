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
    private final Map<String, NamedFile> texts = new LinkedHashMap<>(); // by stem
    private final Map<String, String> lines = new LinkedHashMap<>(); // by id
    private final Set<String> used = new HashSet<>();

    private Pairing(List<NamedFile> files) throws IOException {
        for (var file : files) {
            if (file.isMetadata()) {
                lines.putAll(Metadata.read(file.path()));
            } else if (file.isText()) {
                texts.put(file.stem(), file);
            }
        }
        this.recordings = files.stream()
                .filter(file -> !file.isMetadata() && !file.isText())
                .toList();
    }

    /** What the files come to, recordings first and in their order; whatever lacks its other half is unusable. */
    static List<Item> of(List<NamedFile> files) throws IOException {
        return new Pairing(files.stream().filter(file -> !file.isClutter()).toList()).items();
    }

    private List<Item> items() throws IOException {
        var items = new ArrayList<Item>();
        var seen = new HashSet<String>();
        for (var recording : recordings) {
            items.add(
                    seen.add(recording.stem())
                            ? item(recording)
                            : new Item.Unusable(recording.name(), ItemIncomplete.twice(recording.id())));
        }
        texts.values().stream()
                .filter(text -> !used.contains(text.stem()))
                .forEach(text -> items.add(new Item.Unusable(text.name(), ItemIncomplete.noRecording(text.id()))));
        lines.keySet().stream()
                .filter(id -> !used.contains(id))
                .forEach(id -> items.add(new Item.Unusable(id, ItemIncomplete.noRecording(id))));
        return items;
    }

    private Item item(NamedFile recording) throws IOException {
        var text = texts.get(recording.stem());
        var line = lines.get(recording.id());
        used.add(recording.stem());
        used.add(recording.id());
        if (line != null) {
            return new Item.Clip(recording.name(), new ClipUpload(recording.path(), line));
        }
        if (text == null) {
            return new Item.Unusable(recording.name(), ItemIncomplete.noWords(recording));
        }
        try {
            return new Item.Clip(recording.name(), new ClipUpload(recording.path(), TranscriptFile.read(text.path())));
        } catch (Problem refused) {
            return new Item.Unusable(recording.name(), refused);
        }
    }
}
