package dev.yinsong.cosyvoice.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastLayerTest {

    private static final int HEADS = 2;

    @ParameterizedTest(name = "{0} dimensions, {1} positions, brain floats: {2}")
    @CsvSource({"5, 1, false", "5, 3, true", "40, 64, false", "40, 65, true", "64, 200, false", "64, 199, true"})
    void scoresKeysAndWeighsValues(int size, int positions, boolean brain) {
        var random = new SplittableRandom(size);
        float[] keys = numbers(random, positions * HEADS * size, brain);
        float[] values = numbers(random, positions * HEADS * size, brain);
        float[] query = LanesTest.floats(random, size);
        float[] weights = LanesTest.floats(random, positions);
        var format = Pages.of(keys, values);
        assertThat(format).isEqualTo(brain ? new BrainPages() : new FloatPages());
        try (var arena = Arena.ofConfined()) {
            var layer = new PastLayer(arena, format, HEADS, size);
            for (int position = 0; position < positions; position++) {
                layer.reserve(position + 1);
                for (int head = 0; head < HEADS; head++) {
                    int at = (position * HEADS + head) * size;
                    layer.write(head, position, keys, at, values, at);
                }
            }
            var scores = new float[Lanes.padded(positions, Pages.POSITIONS)];
            var sum = new float[Lanes.padded(size, Lanes.TWO) + 1];
            for (int head = 0; head < HEADS; head++) {
                layer.scores(head, query, positions, scores);
                layer.weighted(head, weights, positions, sum, 1);

                for (int position = 0; position < positions; position++) {
                    double score = 0;
                    for (int i = 0; i < size; i++) {
                        score += (double) query[i] * keys[(position * HEADS + head) * size + i];
                    }
                    assertThat(scores[position]).isEqualTo((float) score, within(1e-5f));
                }
                for (int i = 0; i < size; i++) {
                    double weighted = 0;
                    for (int position = 0; position < positions; position++) {
                        weighted += (double) weights[position] * values[(position * HEADS + head) * size + i];
                    }
                    assertThat(sum[1 + i]).isEqualTo((float) weighted, within(1e-5f));
                }
            }
        }
    }

    private static float[] numbers(SplittableRandom random, int count, boolean brain) {
        float[] numbers = LanesTest.floats(random, count);
        for (int i = 0; brain && i < count; i++) {
            numbers[i] = Float.intBitsToFloat(BrainFloats.rounded(numbers[i]) << 16);
        }
        return numbers;
    }
}
