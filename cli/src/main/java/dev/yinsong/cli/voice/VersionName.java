package dev.yinsong.cli.voice;

import dev.yinsong.cli.client.TrainerClient;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A version as people name it: {@code anna@3}, or {@code anna} for the one that speaks.
 *
 * @param voice the voice's name
 * @param number empty for the current version
 */
record VersionName(String voice, OptionalInt number) {

    private static final Pattern PINNED = Pattern.compile("(.+)@([1-9][0-9]{0,8})");

    static VersionName of(String text) {
        var pinned = PINNED.matcher(text);
        return pinned.matches()
                ? new VersionName(pinned.group(1), OptionalInt.of(Integer.parseInt(pinned.group(2))))
                : new VersionName(text, OptionalInt.empty());
    }

    /** The number of the version, asking for the current one if need be. */
    int resolve(TrainerClient trainer) {
        return number.isPresent() ? number.getAsInt() : trainer.currentVersion(voice);
    }
}
