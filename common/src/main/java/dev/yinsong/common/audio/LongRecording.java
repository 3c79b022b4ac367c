package dev.yinsong.common.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording of many sentences. It is decoded once to find its pauses and once more to be cut; it is never in memory
 * whole, only the level of each hundredth of a second.
 */
public final class LongRecording {

    private final Path file;
    private final double seconds;
    private final List<Span> stretches;
    private final ChannelBalance balance;

    private LongRecording(Path file, LevelMeter meter) {
        this.file = file;
        this.seconds = meter.seconds();
        this.balance = meter.balance();
        this.stretches = stretches(meter.activity(), meter.sampleRate());
    }

    /**
     * Listens to a recording.
     *
     * @param maxSeconds more sound than this is refused without being decoded further
     * @throws UnusableAudio as {@link AudioDecoder#decode} does
     */
    public static LongRecording open(Path file, double maxSeconds) throws IOException {
        FileClaims.check(file);
        try (var reader = new MediaReader(file)) {
            AudioDecoder.refuseLonger(reader.declaredSeconds(), maxSeconds);
            var meter = new LevelMeter(reader.channels(), reader.sampleRate());
            while (reader.read(meter)) {
                AudioDecoder.refuseLonger(meter.seconds(), maxSeconds);
            }
            AudioDecoder.checkWhole(meter.seconds(), reader.declaredSeconds(), reader.damagedFrames());
            return new LongRecording(file, meter);
        }
    }

    private static List<Span> stretches(Activity activity, int sampleRate) {
        var stretches = new ArrayList<Span>();
        int from = -1;
        for (int t = 0; t <= activity.frames(); t++) {
            boolean active = t < activity.frames() && activity.active(t);
            if (active && from < 0) {
                from = t;
            } else if (!active && from >= 0) {
                stretches.add(new Span(
                        (double) from * activity.hop() / sampleRate, (double) t * activity.hop() / sampleRate));
                from = -1;
            }
        }
        return stretches;
    }

    /** How long it is, in seconds. */
    public double seconds() {
        return seconds;
    }

    /**
     * Where somebody speaks, in order.
     *
     * @param shortestPause in seconds: stretches that are nearer to each other are one
     */
    public List<Span> speech(double shortestPause) {
        var joined = new ArrayList<Span>();
        for (var stretch : stretches) {
            if (!joined.isEmpty() && stretch.from() - joined.getLast().to() < shortestPause) {
                var before = joined.removeLast();
                joined.add(new Span(before.from(), stretch.to()));
            } else {
                joined.add(stretch);
            }
        }
        return List.copyOf(joined);
    }

    /**
     * Writes pieces of the recording as WAV files of one channel, at the recording's rate.
     *
     * @param spans in order, none reaching into the next
     * @param files where to, one for each span
     */
    public void cut(List<Span> spans, List<Path> files) throws IOException {
        try (var reader = new MediaReader(file);
                var cutter = new Cutter(spans, files, balance, reader.sampleRate())) {
            boolean more = true;
            while (more && !cutter.done()) {
                more = reader.read(cutter);
                cutter.flush();
            }
        }
    }
}
