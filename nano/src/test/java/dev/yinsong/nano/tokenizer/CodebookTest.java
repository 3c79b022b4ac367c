package dev.yinsong.nano.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodebookTest {

    private static final int EACH = 60, WIDTH = 2;

    /** State 0 lies left, state 1 right, and is said in two ways. */
    private static final float[][] HEAPS = {{-1, 0}, {1, 5}, {1, -5}};

    private static final Linear CLASSIFIER = new Linear(new float[] {-1, 0, 1, 0}, new float[] {0, 0});

    @Test
    void givesMoreCodesToAStateThatIsSaidInMoreWays() {
        var codes = Codebook.fit(rows(1), CLASSIFIER.best(rows(1)), WIDTH, 8, 1);

        assertThat(codes.states()).startsWith(0).endsWith(1);
        assertThat(IntStream.of(codes.states()).filter(state -> state == 1).count())
                .isBetween(5L, 7L);
    }

    @Test
    void givesAFrameTheNearestCodeOfTheStateThatTheClassifierDecidesFor() {
        var codes = new Codebook(new int[] {0, 1, 1}, new float[] {-1, 0, 1, 5, 1, -5});
        float[] frames = {-0.1f, 5, 0.1f, 0.5f, 0.1f, -0.5f}; // the first lies much nearer to code 1

        assertThat(codes.scores(CLASSIFIER).best(frames)).containsExactly(0, 1, 2);
    }

    @Test
    void keepsWhatEachCodeStoodForAfterFurtherTraining() {
        var codes = new Codebook(new int[] {0, 1, 1}, new float[] {-1, 0, 1, 5, 1, -5});
        int[] before = codes.scores(CLASSIFIER).best(rows(1));
        float[] rows = rows(1);
        for (int i = 1; i < rows.length; i += WIDTH) {
            rows[i] += 4; // training has shifted what the network hears
        }

        var moved = codes.moved(rows, before, CLASSIFIER);

        assertThat(moved.states()).isEqualTo(codes.states());
        assertThat(moved.scores(CLASSIFIER).best(rows)).isEqualTo(before);
        assertThat(moved.centres()[1]).isCloseTo(4, org.assertj.core.data.Offset.offset(0.2f));
    }

    @Test
    void refusesMoreStatesThanCodes() {
        float[] rows = rows(1);
        int[] decided = CLASSIFIER.best(rows);

        assertThatThrownBy(() -> Codebook.fit(rows, decided, WIDTH, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too few");
    }

    private static float[] rows(long seed) {
        var random = new SplittableRandom(seed);
        var rows = new float[HEAPS.length * EACH * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = HEAPS[i / WIDTH / EACH][i % WIDTH] + (float) (0.2 * random.nextGaussian());
        }
        return rows;
    }
}
