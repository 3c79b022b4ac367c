package dev.yinsong.cosyvoice.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.step.Past;
import dev.yinsong.cosyvoice.step.StepLm;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scores of the rows of one step. */
class RowsTest {

    private static final int FAR = 600; // tokens: more than there is room for at first

    @TempDir
    static Path folder;

    private static CosyVoice base;
    private static LoraTensors one, other;

    @BeforeAll
    static void load() {
        base = TinyModel.load(folder);
        one = RandomVoice.of(base, 2, 1);
        other = RandomVoice.of(base, 4, 2);
    }

    @AfterAll
    static void unload() {
        one.close();
        other.close();
        base.close();
    }

    @Test
    void areTheSameToTheLastBitWhoeverElseIsInTheStep() {
        float[] alone = scores(List.of(one), 1);

        for (List<LowRanks> others : List.<List<LowRanks>>of(
                List.of(one, one),
                List.of(one, LowRanks.NONE, one),
                List.of(one, one, one, one, one, one, LowRanks.NONE, one))) {
            float[] together = scores(others, 1);

            assertThat(Arrays.copyOf(together, alone.length))
                    .as("the first of %d rows", others.size())
                    .containsExactly(alone);
        }
    }

    @Test
    void areThoseOfEachRowsOwnVoice() {
        var voices = List.of(one, other, LowRanks.NONE, one);

        float[] together = scores(voices, 1);

        int size = together.length / voices.size();
        for (int row = 0; row < voices.size(); row++) {
            float[] own = scoresOf(voices.get(row), row);
            for (int i = 0; i < size; i++) {
                assertThat(Math.abs(together[row * size + i] - own[i])).isLessThan(1e-5f);
            }
        }
        assertThat(Arrays.copyOf(together, size)).isNotEqualTo(Arrays.copyOfRange(together, size, 2 * size));
    }

    @Test
    void areTheSameWhetherOneThreadComputesThemOrATeam() {
        var voices = List.of(one, other, LowRanks.NONE);

        float[] byOne = scores(voices, 1);

        assertThat(scores(voices, 2)).usingComparatorWithPrecision(1e-5f).containsExactly(byOne);
    }

    @Test
    void areRightFarIntoAnUtterance() {
        var config = base.config().llm();
        try (var scope = Scope.open();
                var team = new Team(1);
                var cache = started(one, 0);
                var past = Past.of(cache)) {
            var parts = team.members().stream()
                    .map(member -> new StepLm(base.llm(), config, member))
                    .toList();
            for (int token = 0; token < FAR; token++) {
                int[] tokens = {token % config.speechTokenSize()};
                past.reserveNext();
                float[] scores =
                        team.run(member -> parts.get(member.index()).scores(List.of(one), tokens, List.of(past)));
                past.advance();

                float[] right =
                        Scope.within(() -> lm(one).next(tokens[0], cache)).floats();
                assertThat(scores)
                        .as("after %d tokens", token + 1)
                        .usingComparatorWithPrecision(1e-4f)
                        .containsExactly(right);
            }
            parts.forEach(StepLm::close);
        }
    }

    @Test
    void ofAModelInBrainFloatsAreNearlyThoseOfTheModelItself() {
        var voices = List.of(one, other, LowRanks.NONE);
        float[] right = scores(voices, 1);

        try (var brain = TinyModel.open(folder, Precision.BF16)) {
            float[] scores = scores(brain, voices, 2);

            assertThat(scores).isNotEqualTo(right);
            assertThat(rms(minus(scores, right)) / rms(right)).isLessThan(0.03);
        }
    }

    private static float[] minus(float[] some, float[] others) {
        var difference = new float[some.length];
        for (int i = 0; i < some.length; i++) {
            difference[i] = some[i] - others[i];
        }
        return difference;
    }

    private static double rms(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private static float[] scores(List<LowRanks> voices, int members) {
        return scores(base, voices, members);
    }

    /** The scores after one token of each row, by the weights that all share. */
    private static float[] scores(CosyVoice base, List<LowRanks> voices, int members) {
        try (var scope = Scope.open();
                var team = new Team(members)) {
            var pasts = new ArrayList<Past>();
            var tokens = new int[voices.size()];
            for (int row = 0; row < tokens.length; row++) {
                try (var cache = started(base, voices.get(row), row)) {
                    pasts.add(Past.of(cache));
                }
                tokens[row] = 5 + row;
            }
            pasts.forEach(Past::reserveNext);
            float[] scores = team.run(member -> scores(base, voices, tokens, pasts, member));
            pasts.forEach(Past::close);
            return scores;
        }
    }

    private static float[] scores(
            CosyVoice base, List<LowRanks> voices, int[] tokens, List<Past> pasts, Team.Member member) {
        try (var lm = new StepLm(base.llm(), base.config().llm(), member)) {
            return lm.scores(voices, tokens, pasts);
        }
    }

    /** The scores after one token, by the weights of one voice. */
    private static float[] scoresOf(LowRanks voice, int row) {
        try (var scope = Scope.open();
                var cache = started(voice, row)) {
            return lm(voice).next(5 + row, cache).floats();
        }
    }

    private static KvCache started(LowRanks voice, int row) {
        return started(base, voice, row);
    }

    private static KvCache started(CosyVoice base, LowRanks voice, int row) {
        var lm = lm(base, voice);
        var cache = lm.cache();
        var text = new SplittableRandom(row).ints(4 + 3L * row, 0, 40).toArray();
        lm.start(lm.prompt(text, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, row}), cache);
        return cache;
    }

    private static SpeechLm lm(LowRanks voice) {
        return lm(base, voice);
    }

    private static SpeechLm lm(CosyVoice base, LowRanks voice) {
        return new SpeechLm(
                base.llm().weights().adapted(voice::of), base.config().llm());
    }
}
