package dev.yinsong.cli.clip;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A recording on this computer with its words.
 *
 * @param text empty where there is none, or none that can be read
 * @param flaw why the text can't be read, in a sentence
 */
public record LocalClip(Path recording, String text, Optional<String> flaw) {

    LocalClip(Path recording, String text) {
        this(recording, text, Optional.empty());
    }
}
