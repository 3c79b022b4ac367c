package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A folder of recordings, each with a text file of the same name that says what is spoken. */
public final class ClipFolder {

    private static final Set<String> SOUNDS =
            Set.of("wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "mp4", "aac", "webm");

    private ClipFolder() {}

    /** The recordings in the order of their names. */
    public static List<Path> recordings(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> SOUNDS.contains(extension(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** The file that holds a recording's text, which may be missing. */
    public static Path transcript(Path recording) {
        var name = recording.getFileName().toString();
        return recording.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
    }

    private static String extension(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
