package dev.yinsong.common.tensorfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside its final place and moves it there when it is complete, so that no reader sees half of one. */
final class Replacement {

    private static final int PIECE = 4 << 20;

    private Replacement() {}

    /** What fills the new file. */
    interface Content {
        void to(FileChannel channel) throws IOException;
    }

    static void write(Path file, Content content) {
        var target = file.toAbsolutePath();
        var directory = target.getParent();
        if (directory == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        try {
            var partial = Files.createTempFile(directory, target.getFileName() + ".", ".partial");
            try {
                try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                    content.to(channel);
                    channel.force(true);
                }
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes in pieces, since Java copies each piece of an array into memory outside of the heap. */
    static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            var piece = bytes.slice(bytes.position(), Math.min(bytes.remaining(), PIECE));
            bytes.position(bytes.position() + channel.write(piece));
        }
    }
}
