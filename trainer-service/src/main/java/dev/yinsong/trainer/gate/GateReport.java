package dev.yinsong.trainer.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the gate found.
 *
 * @param passed whether the candidate may become a version
 * @param checks each thing that was looked at
 * @param baseSimilarity cosine of the base's voice with the clips' speaker, the mean of all sentences; absent when none
 *     was spoken
 * @param tunedSimilarity the same for the candidate's voice
 * @param sentences what was spoken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateReport(
        boolean passed,
        List<Check> checks,
        @Nullable Double baseSimilarity,
        @Nullable Double tunedSimilarity,
        List<Sentence> sentences) {

    public GateReport {
        checks = List.copyOf(checks);
        sentences = List.copyOf(sentences);
    }

    /** Why a candidate was rejected, in a sentence; what was passed, otherwise. */
    public String verdict() {
        var told = checks.stream()
                .filter(check -> check.passed() == passed)
                .map(Check::finding)
                .collect(Collectors.joining("; "));
        return passed ? "passed: " + told : "rejected: " + told;
    }

    /**
     * One thing that was looked at.
     *
     * @param name stable, for programs
     * @param finding a sentence with the numbers in it
     */
    public record Check(String name, boolean passed, String finding) {}

    /**
     * One sentence, as base and candidate spoke it.
     *
     * @param expectedSeconds how long the clips suggest that it is
     */
    public record Sentence(String text, double expectedSeconds, Rehearsal.Take base, Rehearsal.Take tuned) {}
}
