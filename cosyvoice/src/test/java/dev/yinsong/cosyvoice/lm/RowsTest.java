package dev.yinsong.cosyvoice.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scores of the rows of one step. */
class RowsTest {

    private static final int MOST = 8;

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

    @ParameterizedTest(name = "weights behind zeros left unread: {0}")
    @ValueSource(booleans = {false, true})
    void areTheSameToTheLastBitWhoeverElseIsInTheStep(boolean skipping) {
        float[] alone = scores(List.of(one), 1, skipping);

        for (List<LowRanks> others : List.<List<LowRanks>>of(
                List.of(one, one),
                List.of(one, LowRanks.NONE, one),
                List.of(one, one, one, one, one, one, LowRanks.NONE, one))) {
            float[] together = scores(others, 1, skipping);

            assertThat(Arrays.copyOf(together, alone.length))
                    .as("the first of %d rows", others.size())
                    .containsExactly(alone);
        }
    }

    @ParameterizedTest(name = "weights behind zeros left unread: {0}")
    @ValueSource(booleans = {false, true})
    void areThoseOfEachRowsOwnVoice(boolean skipping) {
        var voices = List.of(one, other, LowRanks.NONE, one);

        float[] together = scores(voices, 1, skipping);

        int size = together.length / voices.size();
        for (int row = 0; row < voices.size(); row++) {
            float[] own = scoresOf(voices.get(row), row);
            for (int i = 0; i < size; i++) {
                assertThat(Math.abs(together[row * size + i] - own[i])).isLessThan(1e-5f);
            }
        }
        assertThat(Arrays.copyOf(together, size)).isNotEqualTo(Arrays.copyOfRange(together, size, 2 * size));
    }

    @ParameterizedTest(name = "weights behind zeros left unread: {0}")
    @ValueSource(booleans = {false, true})
    void areTheSameWhetherOneThreadComputesThemOrATeam(boolean skipping) {
        var voices = List.of(one, other, LowRanks.NONE);

        float[] byOne = scores(voices, 1, skipping);

        assertThat(scores(voices, 2, skipping))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(byOne);
    }

    /** The scores after one token of each row, by the weights that all share. */
    private static float[] scores(List<LowRanks> voices, int members, boolean skipping) {
        try (var scope = Scope.open();
                var team = new Team(members)) {
            var caches = new ArrayList<KvCache>();
            for (int row = 0; row < voices.size(); row++) {
                caches.add(started(voices.get(row), row));
            }
            boolean alone = voices.size() == 1;
            var rows = alone ? List.of(voices.getFirst(), voices.getFirst()) : voices;
            var tokens = new int[rows.size()];
            for (int row = 0; row < tokens.length; row++) {
                tokens[row] = alone ? 5 : 5 + row;
            }
            caches.forEach(KvCache::reserveNext);
            float[] scores = team.run(member -> scores(rows, tokens, caches, member, skipping));
            caches.forEach(KvCache::close);
            return alone ? Arrays.copyOf(scores, scores.length / 2) : scores;
        }
    }

    private static float[] scores(
            List<LowRanks> rows, int[] tokens, List<KvCache> caches, Team.Member member, boolean skipping) {
        try (var lm = new PackedLm(base.llm(), base.config().llm(), member, MOST, skipping)) {
            return lm.scores(rows, tokens, caches);
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
        var lm = lm(voice);
        var cache = lm.cache();
        var text = new SplittableRandom(row).ints(4 + 3L * row, 0, 40).toArray();
        lm.start(lm.prompt(text, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, row}), cache);
        return cache;
    }

    private static SpeechLm lm(LowRanks voice) {
        return new SpeechLm(
                base.llm().weights().adapted(voice::of), base.config().llm());
    }
}
