package dev.yinsong.common.audio;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the samples that lie within spans to a file each, as they come by. */
final class Cutter implements ChannelSink, AutoCloseable {

    private final List<Span> spans;
    private final List<Path> files;
    private final ChannelBalance balance;
    private final int sampleRate;
    private FloatSink ready = new FloatSink();
    private @Nullable OutputStream out;
    private long position;
    private int current;

    Cutter(List<Span> spans, List<Path> files, ChannelBalance balance, int sampleRate) {
        if (spans.size() != files.size()) {
            throw new IllegalArgumentException(
                    "%d spans need as many files, not %d".formatted(spans.size(), files.size()));
        }
        this.spans = spans;
        this.files = files;
        this.balance = balance;
        this.sampleRate = sampleRate;
    }

    @Override
    public void add(float[] samples) {
        ready.add(samples.length == 2 ? balance.mixed(samples[0], samples[1]) : ChannelMix.mean(samples));
    }

    /** Writes what came since the last time. */
    void flush() throws IOException {
        var sound = ready.toArray();
        ready = new FloatSink();
        int at = 0;
        while (at < sound.length && !done()) {
            var span = spans.get(current);
            long from = at(span.from());
            long to = at(span.to());
            if (position < from) {
                int skipped = (int) Math.min(from - position, sound.length - at);
                at += skipped;
                position += skipped;
            } else {
                int taken = (int) Math.min(to - position, sound.length - at);
                write(Arrays.copyOfRange(sound, at, at + taken), (int) (to - from));
                at += taken;
                position += taken;
            }
            if (position >= to) {
                close();
                current++;
            }
        }
    }

    private void write(float[] piece, int whole) throws IOException {
        if (out == null) {
            out = new BufferedOutputStream(Files.newOutputStream(files.get(current)));
            PcmStream.wav(out, sampleRate, whole);
        }
        PcmStream.raw(out).write(piece);
    }

    private long at(double seconds) {
        return Math.round(seconds * sampleRate);
    }

    /** Whether the last span is written. */
    boolean done() {
        return current == spans.size();
    }

    /** Ends the file that is being written. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
