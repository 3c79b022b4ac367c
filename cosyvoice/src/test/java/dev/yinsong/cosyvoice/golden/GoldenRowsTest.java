package dev.yinsong.cosyvoice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenRowsTest {

    @ParameterizedTest
    @CsvSource({"100, 1e-3, true", "100, 2e-3, false", "1, 2e-5, true", "1, 4e-5, false"})
    void toleratesAShareOfTheLargestNumberAndAtLeastTheFloor(float largest, float error, boolean ok) {
        var bytes = SafeTensors.bytes(List.of(TensorEntry.of("norms", new float[] {0, largest}, 2)), Map.of());
        var rows = new GoldenRows("lora.golden", SafeTensors.parse("lora.golden", bytes));

        rows.compare("norms", new float[] {error, largest}, 1.5e-5, 3e-5);

        assertThat(rows.all()).singleElement().matches(row -> row.ok() == ok);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-5, 0, true", "1.2e-5, 0, false", // its share of the largest gradient
        "1.2e-5, 1.5e-6, true", "1.8e-5, 1.5e-6, false", // ten times what rounding does to it
        "NaN, 0, false"
    })
    void toleratesOfAGradientWhatRoundingDoesToIt(float error, float rounding, boolean ok) {
        var bytes = SafeTensors.bytes(List.of(TensorEntry.of("grad.w", new float[] {0, 1}, 2)), Map.of());
        var rows = new GoldenRows("llm.grads", SafeTensors.parse("llm.grads", bytes));

        rows.compareGradient("grad.w", new float[] {error, 1}, new float[] {error + rounding, 1});

        assertThat(rows.all()).singleElement().matches(row -> row.ok() == ok);
    }
}
