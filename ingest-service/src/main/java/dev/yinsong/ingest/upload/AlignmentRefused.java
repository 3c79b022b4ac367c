package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;
import java.util.Locale;

/** A transcript's lines can't be found in its recording. */
class AlignmentRefused extends Problem {

    private static final long serialVersionUID = 1;

    private AlignmentRefused(String detail) {
        super("alignment-refused", "Alignment refused", 422, detail);
    }

    static AlignmentRefused noLines() {
        return new AlignmentRefused("The transcript has no line: write each sentence on a line of its own.");
    }

    static AlignmentRefused tooFewPauses(int lines, int stretches) {
        return new AlignmentRefused("The transcript has " + lines + " lines, and pauses part the recording into "
                + stretches + " pieces only: pause after each line, or put what is said in one breath on one line.");
    }

    static AlignmentRefused implausible(LineAlignment.Line line) {
        return new AlignmentRefused(String.format(
                Locale.ROOT,
                "What is said from %.1f s to %.1f s takes %.1f s, and this line would take about %.1f s at the pace of"
                        + " the others: compare the transcript with the recording there.",
                line.span().from(),
                line.span().to(),
                line.spokenSeconds(),
                line.expectedSeconds()));
    }
}
