package dev.yinsong.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Losses BEFORE = new Losses(4.0, 0.9);
    private static final Losses AFTER = new Losses(3.0, 0.7);
    private static final Rehearsal.Take BASE = new Rehearsal.Take(2.2, 0.3);

    private final Gate gate = gate(Map.of());

    @Test
    void passesACandidateThatIsBetterInAll() {
        var report = gate.judge(BEFORE, AFTER, "en", speaking(new Rehearsal.Take(2.1, 0.6)));

        assertThat(report.passed()).isTrue();
        assertThat(report.verdict()).startsWith("passed: LLM loss on held-out clips, in nats a token fell");
        assertThat(report.sentences()).hasSize(2);
        assertThat(report.tunedSimilarity()).isEqualTo(0.6);
        assertThat(report.baseSimilarity()).isEqualTo(0.3);
    }

    @Test
    void refusesALossThatDidNotFallAndSpeaksNothingThen() {
        var report = gate.judge(BEFORE, new Losses(3.0, 0.95), "en", speaking(new Rehearsal.Take(2.1, 0.6)));

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
        var endless = gate.judge(BEFORE, AFTER, "en", speaking(new Rehearsal.Take(6.1, 0.6)));
        var cut = gate.judge(BEFORE, AFTER, "en", speaking(new Rehearsal.Take(0.5, 0.6)));

        assertThat(endless.verdict()).isEqualTo("rejected: 2 of 2 sentences run on past their text");
        assertThat(cut.verdict()).isEqualTo("rejected: 2 of 2 sentences stop short of it");
    }

    @Test
    void refusesAVoiceThatIsNoCloserThanTheBase() {
        var report = gate.judge(BEFORE, AFTER, "zh", speaking(new Rehearsal.Take(2.1, 0.3)));
        var silent = gate.judge(BEFORE, AFTER, "zh", speaking(new Rehearsal.Take(2.1, null)));

        assertThat(report.verdict()).isEqualTo("rejected: speaker similarity 0.3000, of the base 0.3000");
        assertThat(silent.verdict()).isEqualTo("rejected: too little was said to tell whose voice it is");
    }

    @Test
    void speaksTheSentencesOfTheConfiguration() {
        var own = gate(Map.of("yinsong.trainer.gate.texts.en[0]", "A word."));

        var report = own.judge(BEFORE, AFTER, "en", speaking(new Rehearsal.Take(2.1, 0.6)));

        assertThat(report.sentences()).extracting(GateReport.Sentence::text).containsExactly("A word.");
    }

    private static Gate gate(Map<String, String> settings) {
        return new Gate(Settings.of(settings));
    }

    private static Rehearsal speaking(Rehearsal.Take tuned) {
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
            public void close() {}
        };
    }
}
