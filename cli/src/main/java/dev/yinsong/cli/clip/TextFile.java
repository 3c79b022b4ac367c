package dev.yinsong.cli.clip;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of words. */
final class TextFile {

    private static final String MARK = "\uFEFF";

    private TextFile() {}

    /**
     * Its text, without the mark that some editors put before it.
     *
     * @throws NotUtf8 when it is in another encoding
     */
    static String read(Path file) throws IOException {
        try {
            var text = Files.readString(file);
            return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new NotUtf8(file, e);
        }
    }
}
