package dev.yinsong.cosyvoice.vocoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.cosyvoice.RandomWeights;
import dev.yinsong.cosyvoice.TinyConfigs;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundStreamTest {

    private static final int FRAMES = 120;

    /** Sizes of the pieces; the last takes the rest. */
    @ParameterizedTest
    @CsvSource({"8;8, 60", "8;8, 1;40;2;50;0;3", "4;3, 30;30;30", "5, 17;80", "2;3;4, 3;3;3;3;80"})
    void soundsTheSameInPiecesAsAtOnce(String rates, String pieces) {
        var config = TinyConfigs.hift(numbers(rates));
        try (var weights = Parameters.frozen(RandomWeights.hift(config));
                var scope = Scope.open()) {
            var hift = new HiFT(weights.weights(), config);
            var mel = mel(config);

            float[] whole = hift.stream(Noise.seeded(1)).next(mel, true);
            float[] joined = inPieces(hift.stream(Noise.seeded(1)), mel, numbers(pieces));

            assertThat(joined).hasSameSizeAs(whole).hasSize(FRAMES * config.samplesPerFrame());
            for (int i = 0; i < whole.length; i++) {
                assertThat(joined[i]).as("sample %d", i).isEqualTo(whole[i], within(1e-4f));
            }
            assertThat(rms(whole)).isGreaterThan(0.01);
        }
    }

    @Test
    void givesSamplesOutLongBeforeTheEnd() {
        var config = TinyConfigs.hift(List.of(8, 8));
        try (var weights = Parameters.frozen(RandomWeights.hift(config));
                var scope = Scope.open()) {
            var stream = new HiFT(weights.weights(), config).stream(Noise.seeded(1));

            float[] first = stream.next(mel(config).slice(2, 0, 60), false);

            assertThat(first.length).isGreaterThan(35 * config.samplesPerFrame());
        }
    }

    @Test
    void keepsNoTensorBetweenPieces() {
        var config = TinyConfigs.hift(List.of(8, 8));
        try (var weights = Parameters.frozen(RandomWeights.hift(config));
                var scope = Scope.open()) {
            var stream = new HiFT(weights.weights(), config).stream(Noise.seeded(1));
            long before = Tensor.live();

            for (int i = 0; i < 5; i++) {
                try (var piece = Scope.open()) {
                    stream.next(mel(config), false);
                }
            }

            assertThat(Tensor.live()).isEqualTo(before);
        }
    }

    private static float[] inPieces(SoundStream stream, Tensor mel, List<Integer> sizes) {
        var samples = new float[0];
        int at = 0;
        for (int i = 0; i <= sizes.size(); i++) {
            boolean last = i == sizes.size();
            int end = last ? FRAMES : at + sizes.get(i);
            float[] piece = stream.next(mel.slice(2, at, end), last);
            int before = samples.length;
            samples = Arrays.copyOf(samples, before + piece.length);
            System.arraycopy(piece, 0, samples, before, piece.length);
            at = end;
        }
        return samples;
    }

    /** Frames whose voice comes and goes. */
    private static Tensor mel(HiftConfig config) {
        return Noise.seeded(4).normal(1, config.melSize(), FRAMES).mul(2);
    }

    private static List<Integer> numbers(String list) {
        return Arrays.stream(list.split(";")).map(Integer::valueOf).toList();
    }

    private static double rms(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }
}
