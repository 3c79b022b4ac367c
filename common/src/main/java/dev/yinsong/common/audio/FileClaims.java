package dev.yinsong.common.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a file's own structure promises, checked before it is decoded: decoders forgive a WAV that ends early, one whose
 * header contradicts itself, and an Ogg file that stops within a page.
 */
final class FileClaims {

    /** Programs that stream a WAV, and know no length yet, write one of this size or more. */
    private static final long UNKNOWN = 0x7ffff000L;

    private final FileChannel file;
    private final long size;

    private FileClaims(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /** @throws UnusableAudio when the file is empty, cut off, or contradicts itself */
    static void check(Path path) throws IOException {
        try (var file = FileChannel.open(path)) {
            new FileClaims(file).check();
        }
    }

    private void check() throws IOException {
        if (size == 0) {
            throw new UnusableAudio(UnusableAudio.Reason.EMPTY, "The file is empty.");
        }
        if (size >= 12 && text(0).equals("RIFF") && text(8).equals("WAVE")) {
            checkWav();
        } else if (size >= 27 && text(0).equals("OggS")) {
            checkOgg();
        }
    }

    private void checkWav() throws IOException {
        for (long at = 12; at + 8 <= size; ) {
            var name = text(at);
            long length = bytes(at + 4, 4).getInt() & 0xffffffffL;
            if (name.equals("fmt ") && length >= 16 && at + 24 <= size) {
                checkFormat(bytes(at + 8, 16));
            }
            if (name.equals("data")) {
                checkData(length, size - at - 8);
                return;
            }
            at += 8 + length + (length & 1);
        }
        throw truncated("The file ends before its sound begins.");
    }

    private static void checkFormat(ByteBuffer format) {
        int tag = format.getShort(0) & 0xffff;
        long rate = format.getInt(4) & 0xffffffffL;
        long bytesPerSecond = format.getInt(8) & 0xffffffffL;
        int block = format.getShort(12) & 0xffff;
        boolean plain = tag == 1 || tag == 3 || tag == 0xfffe; // PCM, float, extensible
        if (plain && bytesPerSecond != 0 && bytesPerSecond != rate * block) {
            throw new UnusableAudio(
                    UnusableAudio.Reason.CORRUPT,
                    "The header contradicts itself: %d Hz of %d bytes are %d bytes a second, it says %d."
                            .formatted(rate, block, rate * block, bytesPerSecond));
        }
    }

    private static void checkData(long promised, long present) {
        if (promised < UNKNOWN && promised > present) {
            throw truncated(
                    "The file promises %d bytes of sound and holds %d: it was cut off.".formatted(promised, present));
        }
    }

    private void checkOgg() throws IOException {
        long at = 0;
        while (at < size) {
            if (at + 27 > size || !text(at).equals("OggS")) {
                // Something else than a page: the decoder may know better, unless it is a piece of one.
                if (size - at < 27) {
                    throw truncated("The file ends within a page: it was cut off.");
                }
                return;
            }
            int segments = bytes(at + 26, 1).get(0) & 0xff;
            if (at + 27 + segments > size) {
                throw truncated("The file ends within a page: it was cut off.");
            }
            var table = bytes(at + 27, segments);
            long body = 0;
            for (int i = 0; i < segments; i++) {
                body += table.get(i) & 0xff;
            }
            at += 27 + segments + body;
        }
        if (at > size) {
            throw truncated("The file ends within a page: it was cut off.");
        }
    }

    private static UnusableAudio truncated(String message) {
        return new UnusableAudio(UnusableAudio.Reason.TRUNCATED, message);
    }

    private String text(long at) throws IOException {
        return StandardCharsets.ISO_8859_1.decode(bytes(at, 4)).toString();
    }

    private ByteBuffer bytes(long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw truncated("The file ends within its header.");
            }
        }
        return buffer.flip();
    }
}
