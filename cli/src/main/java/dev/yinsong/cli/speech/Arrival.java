package dev.yinsong.cli.speech;

import dev.yinsong.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Sound on its way into a file: each piece is written when it comes, and how much there is shows meanwhile. */
final class Arrival {

    private static final int PIECE = 1 << 14;

    private final Terminal terminal;
    private final String file;
    private final boolean shown;
    private long bytes;
    private long first;

    /**
     * Nothing has come yet.
     *
     * @param shown whether progress shows
     */
    Arrival(Terminal terminal, String file, boolean shown) {
        this.terminal = terminal;
        this.file = file;
        this.shown = shown;
    }

    /**
     * Copies until the end.
     *
     * @throws UncheckedIOException with a sentence, when the speech breaks off or can't be written; what came before is
     *     written
     */
    void copy(InputStream sound, OutputStream out) {
        var piece = new byte[PIECE];
        for (int read = next(sound, piece); read >= 0; read = next(sound, piece)) {
            write(out, piece, read);
            first = bytes == 0 ? System.nanoTime() : first;
            bytes += read;
            if (shown) {
                terminal.live(String.format(Locale.ROOT, "  %s: %.1f KiB so far", file, bytes / 1024.0));
            }
        }
        terminal.clear();
    }

    private int next(InputStream sound, byte[] piece) {
        try {
            return sound.read(piece);
        } catch (IOException e) {
            terminal.clear();
            throw new UncheckedIOException(
                    String.format(
                            Locale.ROOT,
                            "The speech broke off after %.1f KiB, which %s holds. The synth service's log has the reason.",
                            bytes / 1024.0,
                            file),
                    e);
        }
    }

    private void write(OutputStream out, byte[] piece, int length) {
        try {
            out.write(piece, 0, length);
            out.flush();
        } catch (IOException e) {
            terminal.clear();
            throw new UncheckedIOException("The speech can't be written to " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** How many bytes came. */
    long bytes() {
        return bytes;
    }

    /** When the first of them came, by {@link System#nanoTime()}. */
    long first() {
        return first;
    }
}
