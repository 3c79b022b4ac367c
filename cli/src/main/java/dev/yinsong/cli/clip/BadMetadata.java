package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.file.Path;

/** A list of clips can't be followed; the message is a sentence that names the line. */
final class BadMetadata extends IOException {
    private static final long serialVersionUID = 1;

    BadMetadata(Path file, int line, String flaw) {
        super("Line " + line + " of " + file.getFileName() + " " + flaw);
    }
}
