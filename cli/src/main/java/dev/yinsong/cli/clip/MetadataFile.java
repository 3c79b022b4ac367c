package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A {@code metadata.csv} as LJSpeech has it: a line a clip, {@code id|text} or {@code id|text|text as it is said}. */
final class MetadataFile {

    static final String NAME = "metadata.csv";

    private MetadataFile() {}

    /**
     * Texts by id.
     *
     * @throws NotUtf8 when it is in another encoding
     * @throws BadMetadata when a line has no bar, or its id was there before
     */
    static Map<String, String> read(Path file) throws IOException {
        var texts = new HashMap<String, String>();
        int number = 0;
        for (var line : TextFile.read(file).lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            var cells = line.split("\\|", -1);
            if (cells.length < 2) {
                throw new BadMetadata(file, number, "is not id|text.");
            }
            if (texts.putIfAbsent(cells[0].strip(), cells[1]) != null) {
                throw new BadMetadata(file, number, "repeats an id: " + cells[0].strip() + ".");
            }
        }
        return texts;
    }
}
