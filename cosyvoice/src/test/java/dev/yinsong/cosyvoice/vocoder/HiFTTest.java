package dev.yinsong.cosyvoice.vocoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.cosyvoice.RandomWeights;
import dev.yinsong.cosyvoice.TinyConfigs;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiFTTest {

    private static final HiftConfig CONFIG = TinyConfigs.hift(List.of(4, 3));

    @ParameterizedTest
    @CsvSource({"5,20", "8;8,256", "2;3;4,96"})
    void makesTheSamplesOfItsFrames(String rates, int samplesPerFrame) {
        var config = TinyConfigs.hift(
                Arrays.stream(rates.split(";")).map(Integer::valueOf).toList());
        try (var weights = Parameters.frozen(RandomWeights.hift(config));
                var scope = Scope.open()) {
            var hift = new HiFT(weights.weights(), config);

            var sound = hift.speak(mel(config, 9), Noise.seeded(1));

            assertThat(sound.wave().shape()).containsExactly(1, 9L * samplesPerFrame);
            assertThat(sound.source().shape()).containsExactly(1, 1, 9L * samplesPerFrame);
            assertThat(sound.wave().abs().max().item()).isLessThanOrEqualTo(0.99f);
        }
    }

    @Test
    void hasASilentSourceWhereThereIsNoVoiceAndNoNoise() {
        try (var weights = Parameters.frozen(RandomWeights.hift(CONFIG));
                var scope = Scope.open()) {
            var hift = new HiFT(weights.weights(), CONFIG);
            var f0 = Tensor.of(new float[] {9, 0, 300, 300}, 1, 4); // the threshold is 10 Hz

            var source = hift.source(f0, silence()).floats();

            float silent = (float)
                    Math.tanh(weights.tensors().get("m_source.l_linear.bias").item());
            int unvoiced = 2 * CONFIG.samplesPerFrame();
            assertThat(Arrays.copyOf(source, unvoiced)).containsOnly(silent);
            assertThat(Arrays.copyOfRange(source, unvoiced, source.length)).doesNotContain(silent);
        }
    }

    @Test
    void repeatsItsSourceWithThePeriodOfTheVoice() {
        try (var weights = Parameters.frozen(RandomWeights.hift(CONFIG));
                var scope = Scope.open()) {
            var hift = new HiFT(weights.weights(), CONFIG);
            var f0 = Tensor.of(filled(40, 105), 1, 40); // 22050 Hz / 105 Hz = 210 samples

            var source = hift.source(f0, silence()).floats();

            for (int i = 0; i + 210 < source.length; i++) {
                assertThat(source[i + 210]).isEqualTo(source[i], within(1e-4f));
            }
            assertThat(Math.abs(source[52 + 105] - source[52])).isGreaterThan(1e-3f);
        }
    }

    @Test
    void beginsWithTheSourceOfThePieceBefore() {
        try (var weights = Parameters.frozen(RandomWeights.hift(CONFIG));
                var scope = Scope.open()) {
            var hift = new HiFT(weights.weights(), CONFIG);
            var cached = Noise.seeded(3).normal(1, 1, 50);

            var sound = hift.speak(mel(CONFIG, 6), Optional.of(cached), Noise.seeded(1));
            var fresh = hift.speak(mel(CONFIG, 6), Noise.seeded(1));

            assertThat(Arrays.copyOf(sound.source().floats(), 50)).isEqualTo(cached.floats());
            assertThat(sound.source()
                            .slice(2, 50, sound.source().size(2))
                            .copy()
                            .floats())
                    .isEqualTo(fresh.source()
                            .slice(2, 50, fresh.source().size(2))
                            .copy()
                            .floats());
            assertThat(sound.wave().floats()).isNotEqualTo(fresh.wave().floats());
        }
    }

    @Test
    void derivesTheWaveByEveryWeightButThoseThatPredictTheVoice() {
        try (var weights = Parameters.trainable(RandomWeights.hift(CONFIG));
                var scope = Scope.open();
                var tape = Tape.open()) {
            var hift = new HiFT(weights.weights(), CONFIG);

            hift.speak(mel(CONFIG, 6), Noise.seeded(1)).wave().square().sum().backward();

            weights.tensors()
                    .forEach((name, tensor) -> assertThat(tensor.gradient().isPresent())
                            .as(name)
                            .isEqualTo(!name.startsWith("f0_predictor")));
        }
    }

    @Test
    void derivesTheVoiceByTheWeightsThatPredictIt() {
        try (var weights = Parameters.trainable(RandomWeights.hift(CONFIG));
                var scope = Scope.open();
                var tape = Tape.open()) {
            var hift = new HiFT(weights.weights(), CONFIG);

            hift.f0(mel(CONFIG, 6)).sum().backward();

            weights.tensors()
                    .forEach((name, tensor) -> assertThat(tensor.gradient().isPresent())
                            .as(name)
                            .isEqualTo(name.startsWith("f0_predictor")));
        }
    }

    @Test
    void soundsAlikeWithFiltersInBf16() {
        try (var weights = Parameters.frozen(RandomWeights.hift(CONFIG));
                var scope = Scope.open()) {
            var exact = new HiFT(weights.weights(), CONFIG).speak(mel(CONFIG, 40), Noise.seeded(1));
            var narrow = new HiFT(weights.weights(), CONFIG, DType.BF16).speak(mel(CONFIG, 40), Noise.seeded(1));

            float error = narrow.wave().sub(exact.wave()).square().sum().item();

            assertThat(narrow.source().floats()).isEqualTo(exact.source().floats());
            assertThat(error)
                    .isPositive()
                    .isLessThan(0.01f * exact.wave().square().sum().item()); // 20 dB below
        }
    }

    private static Tensor mel(HiftConfig config, int frames) {
        return Noise.seeded(frames).normal(1, config.melSize(), frames);
    }

    private static float[] filled(int count, float value) {
        var values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static Noise silence() {
        return new Noise() {
            @Override
            public Tensor normal(long... shape) {
                return Tensor.zeros(shape);
            }

            @Override
            public Tensor uniform(double low, double high, long... shape) {
                return Tensor.zeros(shape);
            }
        };
    }
}
