package dev.yinsong.common.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.yinsong.common.text.UnspeakableText.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakableTest {

    @Test
    void leavesOrdinaryTextAlone() {
        for (var text : new String[] {
            "It's 5 o'clock, isn't it?", "床前明月光，疑是地上霜。", "Smörgåsbord – 50 %", "こんにちは", "नमस्ते", "می‌خواهم"
        }) {
            assertThat(Speakable.cleaned(text, 100)).isEqualTo(text);
        }
    }

    @Test
    void takesOutWhatIsNotSpoken() {
        assertThat(Speakable.cleaned("  Hi\u200b 😀👩‍👩‍👧 there 👍🏽🇩🇪\ufeff! ", 100))
                .isEqualTo("Hi there !");
        assertThat(Speakable.cleaned("one\r\ntwo\u00a0three\u3000four", 100)).isEqualTo("one two three four");
        assertThat(Speakable.cleaned("Cafe\u0301", 100)).isEqualTo("Café");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\t ", "\u200b\u200d\ufeff", "\u2060 \u00ad"})
    void refusesNothing(String text) {
        assertRefused(text, Reason.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "😀😀", "?!", "— –"})
    void refusesWhatHasNoSound(String text) {
        assertRefused(text, Reason.NOTHING_TO_SAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\u001b[31mb", "a\bb", "\u202eabc", "a\u2066b\u2069", "a\ue000b", "a\u0378"})
    void refusesControlCharacters(String text) {
        assertRefused(text, Reason.CONTROL);
    }

    @Test
    void refusesAnotherEncoding() {
        assertThatExceptionOfType(UnspeakableText.class)
                .isThrownBy(() -> Speakable.decode("你好".getBytes(Charset.forName("GBK"))))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.ENCODING));
        assertRefused("a\ufffdb", Reason.ENCODING);
        assertThat(Speakable.decode("吟诵".getBytes(StandardCharsets.UTF_8))).isEqualTo("吟诵");
    }

    @Test
    void refusesAnAbsurdLength() {
        assertRefused("a".repeat(101), Reason.TOO_LONG);
    }

    @Test
    void refusesATranscriptThatCannotFitTheRecording() {
        assertThat(Speakable.transcript("Knowing him, I review the old myths.", 3))
                .startsWith("Knowing");
        assertThat(Speakable.transcript("床前明月光，疑是地上霜。", 4)).startsWith("床");
        assertThat(Speakable.transcript("Hi.", 0.6)).isEqualTo("Hi.");
        assertThat(Speakable.transcript("1984", 2.5)).isEqualTo("1984");

        assertPace("Knowing him, I review the old myths with clearer understanding.", 1);
        assertPace("床前明月光，疑是地上霜。举头望明月，低头思故乡。", 1);
        assertPace("Hi.", 10);
    }

    private static void assertPace(String text, double seconds) {
        assertThatExceptionOfType(UnspeakableText.class)
                .isThrownBy(() -> Speakable.transcript(text, seconds))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.PACE));
    }

    private static void assertRefused(String text, Reason reason) {
        assertThatExceptionOfType(UnspeakableText.class)
                .isThrownBy(() -> Speakable.cleaned(text, 100))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .satisfies(refusal -> assertThat(refusal.getMessage()).endsWith("."));
    }
}
