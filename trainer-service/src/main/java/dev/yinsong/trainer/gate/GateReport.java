package dev.yinsong.trainer.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.trainer.Losses;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the gate found.
 *
 * @param passed whether the candidate may become a version
 * @param checks each thing that was looked at
 * @param heldOutStart losses of the base on held-out clips
 * @param heldOutEnd losses of the candidate on them
 * @param figures what was measured of the sentences
 * @param sentences what was spoken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateReport(
        boolean passed,
        List<Check> checks,
        Losses heldOutStart,
        Losses heldOutEnd,
        @JsonUnwrapped Figures figures,
        List<Sentence> sentences) {

    public GateReport {
        checks = List.copyOf(checks);
        sentences = List.copyOf(sentences);
    }

    /** Of a version that was trained elsewhere: nothing was judged. */
    public static GateReport ofImport() {
        var check = new Check("imported", true, "imported, so that nothing was judged here");
        return new GateReport(true, List.of(check), Losses.NONE, Losses.NONE, Figures.NONE, List.of());
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
     * Means over all sentences; absent where nothing was spoken, or too little of it to tell.
     *
     * @param baseSimilarity cosine of the base's voice with the clips' speaker
     * @param tunedSimilarity the same for the candidate's voice
     * @param currentSimilarity the same for the version that speaks now
     * @param baseTokenErrors speech tokens of the base's sound that are not those asked for, per token asked for
     * @param tunedTokenErrors the same for the candidate's sound
     * @param baseTextFit how much better the sentences explain the base's sound than other texts do, in nats a token
     * @param tunedTextFit the same for the candidate's sound
     * @param runsOnRate the share of the candidate's sentences that run on past their text
     * @param stopsShortRate the share that stop short of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figures(
            @Nullable Double baseSimilarity,
            @Nullable Double tunedSimilarity,
            @Nullable Double currentSimilarity,
            @Nullable Double baseTokenErrors,
            @Nullable Double tunedTokenErrors,
            @Nullable Double baseTextFit,
            @Nullable Double tunedTextFit,
            @Nullable Double runsOnRate,
            @Nullable Double stopsShortRate) {

        /** Nothing was spoken. */
        static final Figures NONE = new Figures(null, null, null, null, null, null, null, null, null);
    }

    /**
     * One sentence, as each spoke it.
     *
     * @param expectedSeconds how long the clips suggest that it is
     * @param current the version that speaks now; absent when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sentence(
            String text,
            double expectedSeconds,
            Heard base,
            Heard tuned,
            @Nullable Heard current) {}

    /**
     * What was heard of a speaker.
     *
     * @param ended whether the language model ended its speech itself
     * @param similarity cosine of its speaker with the clips'
     * @param tokens how its speech tokens agree with those asked for
     * @param textFit how much better the sentence explains its speech tokens than other texts do, in nats a token
     * @param audio a WAV file; absent when nothing was said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Heard(
            double seconds,
            boolean ended,
            @Nullable Double similarity,
            @Nullable TokenAgreement tokens,
            @Nullable Double textFit,
            @Nullable BlobRef audio) {

        static Heard of(Rehearsal.Take take, Recordings recordings) {
            return new Heard(
                    take.seconds(),
                    take.ended(),
                    take.similarity(),
                    take.agreement(),
                    take.textFit(),
                    take.sound().samples().length == 0 ? null : recordings.keep(take.sound()));
        }
    }
}
