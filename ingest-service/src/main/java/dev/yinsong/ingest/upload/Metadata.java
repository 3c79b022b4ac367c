package dev.yinsong.ingest.upload;

import dev.yinsong.ingest.clip.TranscriptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@code metadata.csv} as LJSpeech has it: a line a clip, {@code id|text} or {@code id|text|text as it is said}. */
final class Metadata {

    /** More than any list of clips that one upload may hold. */
    private static final int MOST_BYTES = 8 << 20;

    private Metadata() {}

    /**
     * Texts by id, in the order of their lines. Of the two texts that LJSpeech has, the first is taken: it is
     * normalised here like any other.
     *
     * @throws MetadataRefused when a line has no bar, or its id was there before
     */
    static Map<String, String> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new MetadataRefused("metadata.csv has more than " + (MOST_BYTES >> 20) + " MiB.");
        }
        var texts = new LinkedHashMap<String, String>();
        int number = 0;
        for (var line : TranscriptFile.decode(Files.readAllBytes(file)).lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            var cells = line.split("\\|", -1);
            if (cells.length < 2) {
                throw new MetadataRefused("Line " + number + " of metadata.csv is not id|text.");
            }
            if (texts.putIfAbsent(cells[0].strip(), cells[1]) != null) {
                throw new MetadataRefused("Line " + number + " of metadata.csv repeats an id: " + cells[0] + ".");
            }
        }
        return texts;
    }
}
