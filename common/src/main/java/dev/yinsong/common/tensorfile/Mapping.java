package dev.yinsong.common.tensorfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A whole file mapped read-only, of any size, until the last slice of it is unreachable. */
record Mapping(String source, MemorySegment bytes) {

    static Mapping of(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Mapping(file.toString(), channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    long size() {
        return bytes.byteSize();
    }

    /** The bytes from an offset; the caller has checked that they lie inside and fit a buffer. */
    ByteBuffer slice(long offset, long length) {
        return bytes.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
