package dev.yinsong.synth.speech;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Timings in the SubRip format (.srt). */
final class Subtitles {

    private Subtitles() {}

    /** A numbered block a piece. */
    static String srt(List<Timing> timings) {
        return timings.stream()
                .map(piece -> (piece.id() + 1) + "\n" + clock(piece.start()) + " --> " + clock(piece.end()) + "\n"
                        + piece.text() + "\n")
                .collect(Collectors.joining("\n"));
    }

    private static String clock(double seconds) {
        long millis = Math.round(seconds * 1000);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d,%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }
}
