package dev.yinsong.synth.speech;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Hands on what was written at each flush. For one thread. */
final class ChunkOutput extends OutputStream {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Consumer<byte[]> next;
    private boolean abandoned;

    ChunkOutput(Consumer<byte[]> next) {
        this.next = next;
    }

    @Override
    public void write(int value) {
        written.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        written.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        var bytes = written.toByteArray();
        written.reset();
        if (bytes.length > 0 && !abandoned) {
            next.accept(bytes);
        }
    }

    /** From now on what is written is thrown away: a file that failed must not be ended as if it were whole. */
    void abandon() {
        abandoned = true;
    }
}
