package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        return recording.resolveSibling(id(recording) + ".txt");
    }

    /**
     * The folder's recordings with their words, in the order of their names.
     *
     * @throws NotUtf8 if there is a {@code metadata.csv} that can't be read
     */
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
            clips.add(clip(recording, transcript(recording)));
        }
        return clips;
    }

    private static LocalClip clip(Path recording, Path transcript) throws IOException {
        try {
            return new LocalClip(recording, Files.exists(transcript) ? read(transcript) : "");
        } catch (NotUtf8 e) {
            return new LocalClip(recording, "", Optional.ofNullable(e.getMessage()));
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new NotUtf8(file, e);
        }
    }

    private static Map<String, String> texts(Path metadata) throws IOException {
        var texts = new HashMap<String, String>();
        for (var line : read(metadata).lines().toList()) {
            var cells = line.split("\\|", -1);
            if (cells.length > 1) {
                texts.put(cells[0].strip(), cells[1]);
            }
        }
        return texts;
    }

    /** The file's name without its ending, if it has one. */
    private static String id(Path recording) {
        var name = recording.getFileName().toString();
        var dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String extension(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
