package dev.yinsong.synth.voice;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a caller asks for: a voice, one version of it, or a speaker of the base model.
 *
 * @param voice the voice's id
 * @param version the version that must speak, or empty for the current one
 * @param base whether a speaker of the base model is meant, also where a trained voice has the same name
 */
public record VoiceName(String voice, OptionalInt version, boolean base) {

    private static final Pattern PINNED = Pattern.compile("(.+)@([1-9][0-9]{0,8})");
    private static final String BASE = "@base";

    /** Reads {@code voice}, {@code voice@version} or {@code speaker@base}. */
    public static VoiceName of(String text) {
        var pinned = PINNED.matcher(text);
        if (pinned.matches()) {
            return new VoiceName(pinned.group(1), OptionalInt.of(Integer.parseInt(pinned.group(2))), false);
        }
        boolean base = text.endsWith(BASE) && text.length() > BASE.length();
        var voice = base ? text.substring(0, text.length() - BASE.length()) : text;
        return new VoiceName(voice, OptionalInt.empty(), base);
    }

    /** The name of a base model's speaker that nothing else can have. */
    static VoiceName ofBaseSpeaker(String speaker) {
        return new VoiceName(speaker, OptionalInt.empty(), true);
    }

    @Override
    public String toString() {
        return base ? voice + BASE : voice + (version.isEmpty() ? "" : "@" + version.getAsInt());
    }
}
