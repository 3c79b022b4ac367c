package dev.yinsong.cosyvoice.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoiseTest {

    @Test
    void repeatsItselfForASeed() {
        try (var scope = Scope.open()) {
            var noise = Noise.seeded(3).normal(2, 5).floats();

            assertThat(Noise.seeded(3).normal(2, 5).floats()).isEqualTo(noise);
            assertThat(Noise.seeded(4).normal(2, 5).floats()).isNotEqualTo(noise);
        }
    }

    @Test
    void isNormalOrUniform() {
        try (var scope = Scope.open()) {
            var noise = Noise.seeded(1);
            var normal = noise.normal(50_000);
            var uniform = noise.uniform(-2, 4, 50_000);

            assertThat(normal.mean().item()).isEqualTo(0, within(0.02f));
            assertThat(normal.square().mean().item()).isEqualTo(1, within(0.03f));
            assertThat(uniform.mean().item()).isEqualTo(1, within(0.04f));
            assertThat(uniform.max().item()).isBetween(3.99f, 4f);
            assertThat(uniform.mul(-1).max().item()).isBetween(1.99f, 2f);
        }
    }
}
