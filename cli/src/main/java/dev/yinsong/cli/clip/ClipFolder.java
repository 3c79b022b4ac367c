package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A folder of recordings, each with a text file of the same name that says what is spoken; or with a {@code metadata.csv}
 * of lines {@code id|text} for recordings beside it or in the folder {@code wavs}, as LJSpeech has it.
 */
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

    /** The folder's recordings with their words, in the order of their names. */
    public static List<LocalClip> clips(Path folder) throws IOException {
        var metadata = folder.resolve("metadata.csv");
        var wavs = folder.resolve("wavs");
        if (!Files.exists(metadata)) {
            return clips(recordings(folder));
        }
        var texts = texts(metadata);
        var clips = new ArrayList<LocalClip>();
        for (var recording : recordings(Files.isDirectory(wavs) ? wavs : folder)) {
            clips.add(new LocalClip(recording, texts.getOrDefault(id(recording), "")));
        }
        return clips;
    }

    /** Recordings with the words of the text files beside them. */
    public static List<LocalClip> clips(List<Path> recordings) throws IOException {
        var clips = new ArrayList<LocalClip>();
        for (var recording : recordings) {
            var transcript = transcript(recording);
            clips.add(new LocalClip(recording, Files.exists(transcript) ? Files.readString(transcript) : ""));
        }
        return clips;
    }

    private static Map<String, String> texts(Path metadata) throws IOException {
        var texts = new HashMap<String, String>();
        for (var line : Files.readAllLines(metadata)) {
            var cells = line.split("\\|", -1);
            if (cells.length > 1) {
                texts.put(cells[0].strip(), cells[1]);
            }
        }
        return texts;
    }

    private static String id(Path recording) {
        var name = recording.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String extension(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
