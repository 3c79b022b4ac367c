package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.file.Path;

/** A file of words is in another encoding than UTF-8; the message is a sentence that names it. */
final class NotUtf8 extends IOException {
    private static final long serialVersionUID = 1;

    NotUtf8(Path file, IOException cause) {
        super(file.getFileName() + " is not in UTF-8. Save it as UTF-8.", cause);
    }
}
