package dev.yinsong.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenAgreementTest {

    @Test
    void isPerfectForTheSameTokens() {
        assertThat(TokenAgreement.of(new int[] {4, 4, 7}, new int[] {4, 4, 7})).isEqualTo(new TokenAgreement(1, 0));
    }

    @Test
    void countsAShiftOnceButEveryPlaceThatDiffers() {
        var shifted = TokenAgreement.of(new int[] {1, 2, 3, 4}, new int[] {9, 1, 2, 3, 4});

        assertThat(shifted).isEqualTo(new TokenAgreement(0, 0.25));
    }

    @Test
    void countsWhatIsMissingAndWhatIsTooMuch() {
        assertThat(TokenAgreement.of(new int[] {1, 2}, new int[0])).isEqualTo(new TokenAgreement(0, 1));
        assertThat(TokenAgreement.of(new int[] {1}, new int[] {1, 2, 3})).isEqualTo(new TokenAgreement(1.0 / 3, 2));
    }

    @Test
    void refusesToCompareWithNothing() {
        assertThatThrownBy(() -> TokenAgreement.of(new int[0], new int[] {1})).hasMessageContaining("no speech tokens");
    }
}
