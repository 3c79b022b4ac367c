package dev.yinsong.cosyvoice.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamWTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1024, 1025, 3_000_000})
    void measuresTheNormOfHoweverManyGradients(int count) {
        var numbers = new Random(1);
        var values = new float[count];
        double squares = 0;
        for (int i = 0; i < count; i++) {
            values[i] = (float) (1e-3 * numbers.nextGaussian());
            squares += (double) values[i] * values[i];
        }
        try (var scope = Scope.open()) {
            var parameter = Tensor.zeros(count).requireGradient();
            try (var optimizer = new AdamW(List.of(parameter), AdamW.Settings.decay(0))) {
                try (var tape = Tape.open()) {
                    parameter.mul(Tensor.of(values, count)).sum().backward();
                }

                assertThat(optimizer.gradientNorm() / Math.sqrt(squares)).isEqualTo(1, within(1e-6));
            }
        }
    }
}
