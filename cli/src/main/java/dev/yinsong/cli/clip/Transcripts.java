package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The text files beside recordings. Each folder is listed once: there may be thousands of files in it. */
final class Transcripts {

    private static final String ENDING = ".txt";

    private final Map<Path, Map<String, Path>> folders = new HashMap<>(); // texts by id, by folder

    /** The file that holds a recording's text, its ending perhaps in capitals; it may be missing. */
    Path of(Path recording) throws IOException {
        var id = ClipFolder.id(recording);
        return texts(recording.toAbsolutePath().resolveSibling(""))
                .getOrDefault(id, recording.resolveSibling(id + ENDING));
    }

    private Map<String, Path> texts(Path folder) throws IOException {
        var known = folders.get(folder);
        if (known != null) {
            return known;
        }
        var texts = new HashMap<String, Path>();
        for (var file : ClipFolder.files(folder)) {
            if (ClipFolder.name(file).toLowerCase(Locale.ROOT).endsWith(ENDING)) {
                texts.put(ClipFolder.id(file), file);
            }
        }
        folders.put(folder, texts);
        return texts;
    }
}
