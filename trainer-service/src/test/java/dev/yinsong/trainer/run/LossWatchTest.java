package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.trainer.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class LossWatchTest {

    @Test
    void saysNothingOfLossesThatFallSlowly() {
        assertThat(warnings(100, step -> new Losses(5 - 0.02 * step, 1 - 0.005 * step)))
                .isEmpty();
    }

    @Test
    void warnsOnceOfTheOverfitBand() {
        assertThat(warnings(200, step -> new Losses(3 - 0.01 * step, null)))
                .singleElement()
                .asString()
                .contains("below 1.50 nats a token");
    }

    @Test
    void warnsOfAnAbruptFallOfEitherLoss() {
        assertThat(warnings(40, step -> new Losses(step < 20 ? 6.0 : 2.0, step < 20 ? 1.0 : 0.9)))
                .singleElement()
                .asString()
                .startsWith("the LLM loss fell abruptly");
        assertThat(warnings(40, step -> new Losses(null, step < 20 ? 1.0 : 0.3)))
                .singleElement()
                .asString()
                .startsWith("the flow loss fell abruptly");
    }

    private static List<String> warnings(int steps, IntFunction<Losses> losses) {
        var watch = new LossWatch(1.5, 0.5);
        var warnings = new ArrayList<String>();
        for (int step = 0; step < steps; step++) {
            warnings.addAll(watch.after(losses.apply(step)));
        }
        return warnings;
    }
}
