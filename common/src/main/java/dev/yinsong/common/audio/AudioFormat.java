package dev.yinsong.common.audio;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Formats that speech can be written in. */
public enum AudioFormat {
    /** 16-bit PCM with a RIFF header. */
    WAV("audio/wav", "wav", true),
    MP3("audio/mpeg", "mp3", false),
    FLAC("audio/flac", "flac", true),
    /** Opus in Ogg. */
    OPUS("audio/ogg", "opus", false),
    /** AAC in ADTS frames. */
    AAC("audio/aac", "aac", false),
    /** 16-bit little-endian samples and nothing else. */
    PCM("audio/pcm", "pcm", true);

    private final String mediaType;
    private final String extension;
    private final boolean lossless;

    AudioFormat(String mediaType, String extension, boolean lossless) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.lossless = lossless;
    }

    /** The format of this name ({@code mp3}, {@code wav} …), whatever its case. */
    public static Optional<AudioFormat> named(String name) {
        var wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(wanted))
                .findFirst();
    }

    public String mediaType() {
        return mediaType;
    }

    /** Without its dot; also the format's name. */
    public String extension() {
        return extension;
    }

    public boolean lossless() {
        return lossless;
    }
}
