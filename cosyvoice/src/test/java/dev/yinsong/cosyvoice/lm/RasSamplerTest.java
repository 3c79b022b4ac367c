package dev.yinsong.cosyvoice.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RasSamplerTest {

    private static final float[] SCORES = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};

    @Test
    void drawsTheCrossingTokenOfTheNucleusToo() {
        var sampler = sampler(new Sampling(1, 0.6, 25, 10, 0.1), 0.99);

        assertThat(sampler.draw(SCORES, new IntHistory())).isEqualTo(1);
    }

    @Test
    void neverDrawsOutsideTheNucleus() {
        var sampler = sampler(new Sampling(1, 1, 1, 10, 0.1), 0.999);

        assertThat(sampler.draw(SCORES, new IntHistory())).isZero();
    }

    @Test
    void drawsARepeatedTokenAnewFromAllOthers() {
        var sampler = sampler(new Sampling(1, 0.4, 25, 10, 0.1), 0.5, 0.99);
        var history = new IntHistory();
        history.add(0);

        assertThat(sampler.draw(SCORES, history)).isEqualTo(2);
    }

    @Test
    void aRepeatedTokenGivesWayToTheNextLikeliestWhenTheTemperatureLeavesNoOther() {
        var rising = new float[] {SCORES[2], SCORES[1], SCORES[0]};
        for (double temperature : new double[] {1e-4, Double.MIN_VALUE}) {
            var sampler = sampler(new Sampling(temperature, 0.8, 25, 10, 0.1), 0.5, 0.5);
            var history = new IntHistory();
            history.add(2);

            assertThat(sampler.draw(rising, history)).isEqualTo(1);
        }
    }

    @Test
    void forgetsRepetitionsOutsideItsWindow() {
        var sampler = sampler(new Sampling(1, 0.4, 25, 2, 0.5), 0.5);
        var history = new IntHistory();
        for (int token : new int[] {0, 1, 2}) {
            history.add(token);
        }

        assertThat(sampler.draw(SCORES, history)).isZero();
    }

    @Test
    void refusesScoresThatAreNotNumbers() {
        var sampler = sampler(new Sampling(1, 0.8, 25, 10, 0.1), 0.5);

        assertThatThrownBy(() -> sampler.draw(new float[] {Float.NaN, 0}, new IntHistory()))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not finite");
    }

    private static RasSampler sampler(Sampling sampling, Double... uniforms) {
        Iterator<Double> numbers = List.of(uniforms).iterator();
        return new RasSampler(sampling, numbers::next);
    }
}
