package dev.yinsong.ingest.upload;

import dev.yinsong.common.audio.Span;
import dev.yinsong.ingest.clip.SpokenLength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the lines of a transcript in a recording, by dynamic programming over its pauses.
 *
 * <p>Each line is some stretches of speech that follow each other. How long it should take follows from its characters
 * and the pace of the whole; a cut costs less in a longer pause. Silence within a line counts for nothing, so a speaker
 * may stop for thought.
 */
final class LineAlignment {

    /** What a line's duration may be off before it is someone else's, as a factor. */
    private static final double IMPLAUSIBLE = 2;

    private static final double PAUSE_WEIGHT = 0.6;
    private static final double LONGEST_PAUSE_SECONDS = 1;
    private static final double SHORT_LINE_SECONDS = 0.5;
    private static final double HOPELESS = 3;
    private static final double HOPELESS_SECONDS = 10;
    private static final double MARGIN_SECONDS = 0.3;

    private final List<String> lines;
    private final List<Span> stretches;
    private final double recordingSeconds;
    private final double[] expected; // seconds of speech, of each line
    private final double[] spoken; // seconds of speech before each stretch, and in all
    private final int[][] starts; // [line][end]: the first stretch of a line that ends before stretch "end"

    private LineAlignment(List<String> lines, List<Span> stretches, double recordingSeconds) {
        this.lines = lines;
        this.stretches = stretches;
        this.recordingSeconds = recordingSeconds;
        this.spoken = new double[stretches.size() + 1];
        for (int i = 0; i < stretches.size(); i++) {
            spoken[i + 1] = spoken[i] + stretches.get(i).seconds();
        }
        var lengths = lines.stream().mapToDouble(SpokenLength::of).toArray();
        double pace =
                spoken[stretches.size()] / Math.max(1, Arrays.stream(lengths).sum());
        this.expected =
                Arrays.stream(lengths).map(length -> Math.max(1, length) * pace).toArray();
        this.starts = new int[lines.size()][stretches.size() + 1];
    }

    /**
     * One span for each line, none reaching into the next, with a margin of silence on both sides.
     *
     * @param stretches where somebody speaks, in order
     * @param recordingSeconds how long the recording is
     * @throws AlignmentRefused when there are fewer stretches than lines
     */
    static List<Line> of(List<String> lines, List<Span> stretches, double recordingSeconds) {
        if (stretches.size() < lines.size()) {
            throw AlignmentRefused.tooFewPauses(lines.size(), stretches.size());
        }
        return new LineAlignment(lines, stretches, recordingSeconds).align();
    }

    private List<Line> align() {
        var before = new double[stretches.size() + 1]; // the least cost of the lines so far, by where they end
        Arrays.fill(before, Double.POSITIVE_INFINITY);
        before[0] = 0;
        for (int line = 0; line < lines.size(); line++) {
            before = extend(before, line);
        }
        var ends = new int[lines.size()];
        int end = stretches.size();
        for (int line = lines.size() - 1; line >= 0; line--) {
            ends[line] = end;
            end = starts[line][end];
        }
        var aligned = new ArrayList<Line>();
        for (int line = 0; line < lines.size(); line++) {
            aligned.add(line(line, line == 0 ? 0 : ends[line - 1], ends[line]));
        }
        return aligned;
    }

    private double[] extend(double[] before, int line) {
        var costs = new double[stretches.size() + 1];
        Arrays.fill(costs, Double.POSITIVE_INFINITY);
        for (int end = line + 1; end <= stretches.size() - (lines.size() - 1 - line); end++) {
            boolean found = false;
            for (int start = end - 1; start >= line && !(found && tooLong(line, start, end)); start--) {
                double cost = before[start] + cost(line, start, end);
                if (cost < costs[end]) {
                    costs[end] = cost;
                    starts[line][end] = start;
                    found = true;
                }
            }
        }
        return costs;
    }

    /** So long that looking further back would be in vain. */
    private boolean tooLong(int line, int start, int end) {
        return spoken[end] - spoken[start] > HOPELESS * expected[line] + HOPELESS_SECONDS;
    }

    private double cost(int line, int start, int end) {
        double off = spoken[end] - spoken[start] - expected[line];
        double pause = end == stretches.size()
                ? 0
                : Math.min(
                        LONGEST_PAUSE_SECONDS,
                        stretches.get(end).from() - stretches.get(end - 1).to());
        return off * off / (expected[line] + SHORT_LINE_SECONDS) - PAUSE_WEIGHT * pause;
    }

    private Line line(int line, int start, int end) {
        double from = stretches.get(start).from();
        double to = stretches.get(end - 1).to();
        double roomBefore = start == 0 ? from : (from - stretches.get(start - 1).to()) / 2;
        double roomAfter = (end == stretches.size()
                        ? recordingSeconds - to
                        : stretches.get(end).from() - to)
                / 2;
        return new Line(
                lines.get(line),
                new Span(from - Math.min(MARGIN_SECONDS, roomBefore), to + Math.clamp(roomAfter, 0, MARGIN_SECONDS)),
                spoken[end] - spoken[start],
                expected[line]);
    }

    /**
     * Where a line is said.
     *
     * @param spokenSeconds of speech in the span
     * @param expectedSeconds of speech, by the pace of the whole recording
     */
    record Line(String text, Span span, double spokenSeconds, double expectedSeconds) {

        /** Whether the line could take that long. */
        boolean plausible() {
            double slack = SHORT_LINE_SECONDS;
            return spokenSeconds <= IMPLAUSIBLE * expectedSeconds + slack
                    && expectedSeconds <= IMPLAUSIBLE * spokenSeconds + slack;
        }
    }
}
