package dev.yinsong.nano.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.nano.corpus.Phone;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PhoneErrorsTest {

    private final PhoneErrors phones = new PhoneErrors();

    @BeforeEach
    void hearsAKnownVoice() {
        phones.learn(new int[] {7, 7, 7, 9, 9}, Phone.parse("s:0.06 ax:0.10"));
    }

    @Test
    void countsTokensThatStandForAnotherPhone() {
        var spoken = Phone.parse("s:0.04 ah:0.08");

        assertThat(phones.errors(new int[] {7, 7, 9, 9}, spoken, 0).errors()).isZero();
        assertThat(phones.errors(new int[] {7, 9, 9, 7}, spoken, 0).errors()).isEqualTo(2);
        assertThat(phones.errors(new int[] {3, 3, 3, 3}, spoken, 0).errors()).isEqualTo(4);
    }

    @Test
    void forgivesTimesThatAreOffByAToken() {
        var spoken = Phone.parse("s:0.04 ah:0.08");

        var errors = phones.errors(new int[] {7, 7, 7, 9}, spoken, 1);

        assertThat(errors.errors()).isZero();
        assertThat(phones.errors(new int[] {9, 7, 7, 7}, spoken, 1).errors()).isEqualTo(2);
        assertThat(List.of(errors.words())).containsExactly(4);
    }
}
