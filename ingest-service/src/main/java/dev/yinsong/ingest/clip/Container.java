package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.AudioSource;
import java.util.Arrays;
import java.util.Set;

/** File formats that recordings come in, as browsers know them. */
enum Container {
    WAV("audio/wav", "wav", "wav"),
    FLAC("audio/flac", "flac", "flac"),
    MP3("audio/mpeg", "mp3", "mp3"),
    OGG("audio/ogg", "ogg", "ogg"),
    MP4("audio/mp4", "m4a", "mov", "mp4", "m4a"),
    WEBM("audio/webm", "webm", "matroska", "webm"),
    AAC("audio/aac", "aac", "aac"),
    /** Played by some programs, and by no browser. */
    OTHER("application/octet-stream", "bin");

    private final String mediaType;
    private final String extension;
    private final Set<String> names;

    Container(String mediaType, String extension, String... names) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.names = Set.of(names);
    }

    /** By ffmpeg's name of it, which may be several with commas between. */
    static Container of(AudioSource source) {
        var names = Set.of(source.container().split(","));
        return Arrays.stream(values())
                .filter(container -> container.names.stream().anyMatch(names::contains))
                .findFirst()
                .orElse(OTHER);
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }
}
