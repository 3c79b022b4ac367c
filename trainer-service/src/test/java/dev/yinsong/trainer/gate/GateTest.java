package dev.yinsong.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Losses BEFORE = new Losses(4.0, 0.9);
    private static final Losses AFTER = new Losses(3.0, 0.7);
    private static final Rehearsal.Take BASE = take(2.2, 0.3);

    private static final BlobRef AUDIO = new BlobRef(URI.create("file:/audio"), "a0".repeat(32), 44);
    private static final Recordings KEPT = _ -> AUDIO;

    private final Gate gate = gate(Map.of("yinsong.trainer.gate.token-tolerance", "0.05"));

    @Test
    void passesACandidateThatIsBetterInAll() {
        var report = gate.judge(BEFORE, AFTER, "en", speaking(take(2.1, 0.6)), KEPT);

        assertThat(report.passed()).isTrue();
        assertThat(report.verdict()).startsWith("passed: LLM loss on held-out clips, in nats a token fell");
        assertThat(report.sentences()).hasSize(8);
        assertThat(report.figures().tunedSimilarity()).isEqualTo(0.6);
        assertThat(report.figures().baseSimilarity()).isEqualTo(0.3);
    }

    @Test
    void refusesALossThatDidNotFallAndSpeaksNothingThen() {
        var report = gate.judge(BEFORE, new Losses(3.0, 0.95), "en", speaking(take(2.1, 0.6)), KEPT);

        assertThat(report.passed()).isFalse();
        assertThat(report.verdict())
                .contains("rejected: flow loss on held-out clips did not fall: 0.9000")
                .doesNotContain("LLM");
        assertThat(report.sentences()).isEmpty();
    }

    @Test
    void refusesALossThatIsNoNumber() {
        assertThat(gate.judge(BEFORE, new Losses(Double.NaN, 0.7)).passed()).isFalse();
        assertThat(gate.judge(BEFORE, new Losses(Double.NEGATIVE_INFINITY, 0.7)).passed())
                .isFalse();
        assertThat(gate.judge(BEFORE, new Losses(null, 0.7)).passed()).isFalse();
        assertThat(gate.judge(Losses.NONE, Losses.NONE).passed()).isFalse();
    }

    @Test
    void judgesOnlyTheModuleThatLearned() {
        assertThat(gate.judge(new Losses(null, 0.9), new Losses(null, 0.7)).passed())
                .isTrue();
    }

    @Test
    void refusesSpeechThatRunsOnOrStopsShort() {
        var endless = gate.judge(BEFORE, AFTER, "en", speaking(take(6.1, 0.6)), KEPT);
        var cut = gate.judge(BEFORE, AFTER, "en", speaking(take(0.5, 0.6)), KEPT);

        assertThat(endless.verdict()).isEqualTo("rejected: 8 of 8 sentences run on past their text");
        assertThat(cut.verdict()).isEqualTo("rejected: 8 of 8 sentences stop short of it");
    }

    @Test
    void refusesAVoiceThatIsNoCloserThanTheBase() {
        var report = gate.judge(BEFORE, AFTER, "zh", speaking(take(2.1, 0.3)), KEPT);
        var silent = gate.judge(BEFORE, AFTER, "zh", speaking(take(2.1, null)), KEPT);

        assertThat(report.verdict()).isEqualTo("rejected: speaker similarity 0.3000, of the base 0.3000");
        assertThat(silent.verdict()).isEqualTo("rejected: too little was said to tell whose voice it is");
    }

    @Test
    void speaksTheSentencesOfTheConfiguration() {
        var own = gate(Map.of("yinsong.trainer.gate.texts.en[0]", "A word."));

        var report = own.judge(BEFORE, AFTER, "en", speaking(take(2.1, 0.6)), KEPT);

        assertThat(report.sentences()).extracting(GateReport.Sentence::text).containsExactly("A word.");
    }

    private static Gate gate(Map<String, String> settings) {
        return new Gate(Settings.of(settings));
    }

    @Test
    void refusesAVoiceThatSaysLessOfWhatWasAskedForThanTheBase() {
        var worse = gate.judge(BEFORE, AFTER, "en", speaking(take(2.1, true, 0.6, 0.26)), KEPT);
        var alike = gate.judge(BEFORE, AFTER, "en", speaking(take(2.1, true, 0.6, 0.24)), KEPT);

        assertThat(worse.verdict())
                .isEqualTo(
                        "rejected: 0.260 errors per speech token asked for, of the base 0.200, tolerated 0.050 more");
        assertThat(alike.passed()).isTrue();
        assertThat(alike.figures().tunedTokenErrors()).isEqualTo(0.24);
    }

    @Test
    void refusesAVoiceThatLosesTheWords() {
        var slurred = gate.judge(BEFORE, AFTER, "en", speaking(saying(0.79)), KEPT);
        var clear = gate.judge(BEFORE, AFTER, "en", speaking(saying(0.81)), KEPT);
        var silent = gate.judge(BEFORE, AFTER, "en", speaking(saying(null)), KEPT);

        assertThat(slurred.verdict())
                .isEqualTo("rejected: the sentences explain what was heard better than other texts by 0.790 nats a"
                        + " token, 1.000 for the base, of which 80 % must be kept");
        assertThat(clear.passed()).isTrue();
        assertThat(clear.figures().tunedTextFit()).isCloseTo(0.81, within(1e-9));
        assertThat(clear.figures().baseTextFit()).isEqualTo(1.0);
        assertThat(silent.verdict()).isEqualTo("rejected: too little was said to tell which words it was");
    }

    @Test
    void refusesAVoiceThatDoesNotEndItsSpeechItself() {
        var report = gate.judge(BEFORE, AFTER, "en", speaking(take(2.1, false, 0.6, 0.2)), KEPT);

        assertThat(report.verdict()).isEqualTo("rejected: 8 of 8 sentences run on past their text");
        assertThat(report.figures().runsOnRate()).isEqualTo(1.0);
        assertThat(report.figures().stopsShortRate()).isZero();
    }

    @Test
    void refusesAVoiceThatIsWorseThanItIsNowByMoreThanIsTolerated() {
        var worse = gate.judge(BEFORE, AFTER, "en", speaking(take(2.1, 0.6), take(2.1, 0.63)), KEPT);
        var alike = gate.judge(BEFORE, AFTER, "en", speaking(take(2.1, 0.6), take(2.1, 0.61)), KEPT);

        assertThat(worse.verdict())
                .isEqualTo("rejected: speaker similarity 0.6000, of the version that speaks now 0.6300,"
                        + " tolerated 0.020 less");
        assertThat(alike.passed()).isTrue();
        assertThat(alike.figures().currentSimilarity()).isEqualTo(0.61);
    }

    @Test
    void keepsWhatItHeardOfEverybody() {
        var report = gate.judge(BEFORE, AFTER, "en", speaking(take(2.1, 0.6), take(2.1, 0.6)), KEPT);

        assertThat(report.sentences()).hasSize(8).allSatisfy(sentence -> {
            assertThat(sentence.base().audio()).isEqualTo(AUDIO);
            assertThat(sentence.tuned().audio()).isEqualTo(AUDIO);
            assertThat(sentence.current()).isNotNull();
        });
        assertThat(report.heldOutStart()).isEqualTo(BEFORE);
        assertThat(report.heldOutEnd()).isEqualTo(AFTER);
    }

    private static Rehearsal.Take take(double seconds, @Nullable Double similarity) {
        return take(seconds, true, similarity, 0.2);
    }

    private static Rehearsal.Take take(double seconds, boolean ended, @Nullable Double similarity, double tokenErrors) {
        var sound = new Waveform(new float[(int) (seconds * 1000)], 1000);
        return new Rehearsal.Take(sound, ended, similarity, new TokenAgreement(0.5, tokenErrors), 1.0);
    }

    private static Rehearsal.Take saying(@Nullable Double textFit) {
        return new Rehearsal.Take(BASE.sound(), true, 0.6, new TokenAgreement(0.5, 0.2), textFit);
    }

    private static Rehearsal speaking(Rehearsal.Take tuned) {
        return speaking(tuned, null);
    }

    private static Rehearsal speaking(Rehearsal.Take tuned, Rehearsal.@Nullable Take current) {
        return new Rehearsal() {
            @Override
            public double expectedSeconds(String text) {
                return 2;
            }

            @Override
            public Take base(String text) {
                return BASE;
            }

            @Override
            public Take tuned(String text) {
                return tuned;
            }

            @Override
            public Optional<Take> current(String text) {
                return Optional.ofNullable(current);
            }

            @Override
            public void close() {}
        };
    }
}
