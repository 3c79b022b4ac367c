package dev.yinsong.ingest.clip;

import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A transcript that came as a file. */
public final class TranscriptFile {

    /** More bytes than any transcript that could be accepted: the rest is not read. */
    public static final int MOST_BYTES = 1 << 16;

    private TranscriptFile() {}

    /**
     * Its text, not yet checked.
     *
     * @throws TranscriptRefused when it is not UTF-8
     */
    public static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return decode(in.readNBytes(MOST_BYTES));
        }
    }

    /**
     * Bytes to text, without the mark that some editors put before it.
     *
     * @throws TranscriptRefused when they are no UTF-8
     */
    public static String decode(byte[] bytes) {
        try {
            var text = Speakable.decode(bytes);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (UnspeakableText e) {
            throw new TranscriptRefused(e);
        }
    }
}
