package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder of recordings, each with a text file of the same name that says what is spoken; or with a {@code metadata.csv}
 * of lines {@code id|text} for recordings beside it or in the folder {@code wavs}, as LJSpeech has it. A recording without
 * a line may have a text file.
 */
public final class ClipFolder {

    private static final Set<String> SOUNDS =
            Set.of("wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "mp4", "aac", "webm");
    private static final String CLUTTER = "._"; // what macOS knows of a file, beside it under the same ending

    private ClipFolder() {}

    /** The recordings in the order of their names. */
    public static List<Path> recordings(Path folder) throws IOException {
        return files(folder).stream()
                .filter(file -> SOUNDS.contains(extension(file)))
                .toList();
    }

    /** The file that holds a recording's text, which may be missing. */
    public static Path transcript(Path recording) throws IOException {
        return new Transcripts().of(recording);
    }

    /**
     * The folder's recordings with their words, in the order of their names.
     *
     * @throws NotUtf8 if there is a {@code metadata.csv} that can't be read
     * @throws BadMetadata if there is one with a line that can't be followed
     */
    public static List<LocalClip> clips(Path folder) throws IOException {
        var metadata = files(folder).stream()
                .filter(file -> name(file).equalsIgnoreCase(MetadataFile.NAME))
                .findFirst();
        if (metadata.isEmpty()) {
            return clips(recordings(folder));
        }
        var wavs = folder.resolve("wavs");
        return clips(recordings(Files.isDirectory(wavs) ? wavs : folder), MetadataFile.read(metadata.get()));
    }

    /** Recordings with the words of the text files beside them. */
    public static List<LocalClip> clips(List<Path> recordings) throws IOException {
        return clips(recordings, Map.of());
    }

    private static List<LocalClip> clips(List<Path> recordings, Map<String, String> lines) throws IOException {
        var transcripts = new Transcripts();
        var clips = new ArrayList<LocalClip>();
        for (var recording : recordings) {
            var line = lines.get(id(recording));
            clips.add(line == null ? clip(recording, transcripts.of(recording)) : new LocalClip(recording, line));
        }
        return clips;
    }

    private static LocalClip clip(Path recording, Path transcript) throws IOException {
        try {
            return new LocalClip(recording, Files.isRegularFile(transcript) ? TextFile.read(transcript) : "");
        } catch (NotUtf8 e) {
            return new LocalClip(recording, "", Optional.ofNullable(e.getMessage()));
        } catch (FileSystemException e) {
            return new LocalClip(recording, "", Optional.of(name(transcript) + " can't be read."));
        }
    }

    /** The files that somebody put there, in the order of their names. */
    static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !name(file).startsWith(CLUTTER))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** The file's name without its ending, if it has one. */
    static String id(Path file) {
        var name = name(file);
        var dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String extension(Path file) {
        var name = name(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }
}
