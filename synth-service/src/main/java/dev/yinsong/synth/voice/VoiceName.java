package dev.yinsong.synth.voice;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a caller asks for: a voice, or one version of it.
 *
 * @param voice the voice's id
 * @param version the version that must speak, or empty for the current one
 */
public record VoiceName(String voice, OptionalInt version) {

    private static final Pattern PINNED = Pattern.compile("(.+)@([1-9][0-9]{0,8})");

    /** Reads {@code voice} or {@code voice@version}. */
    public static VoiceName of(String text) {
        var pinned = PINNED.matcher(text);
        return pinned.matches()
                ? new VoiceName(pinned.group(1), OptionalInt.of(Integer.parseInt(pinned.group(2))))
                : new VoiceName(text, OptionalInt.empty());
    }

    boolean accepts(int other) {
        return version.isEmpty() || version.getAsInt() == other;
    }

    @Override
    public String toString() {
        return version.isEmpty() ? voice : voice + "@" + version.getAsInt();
    }
}
