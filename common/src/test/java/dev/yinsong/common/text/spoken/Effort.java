package dev.yinsong.common.text.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.text.Fragments;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Measures how often a rule looks at the characters of a text, whatever the machine. */
public final class Effort {

    private static final int CHARACTERS = 4096;

    /** More looks at a character than any rule needs for lookarounds and alternatives, far fewer than a rule that goes back. */
    private static final int MOST_LOOKS = 300;

    private Effort() {}

    /** Fails where a rule looks at a long line's characters more often than a fixed number of times each. */
    public static void assertLinear(Rewriting rules) {
        for (var line : adversarial()) {
            for (var pattern : rules.patterns()) {
                assertThat(looks(pattern, line) / line.length())
                        .as("looks a character of %s… by %s", line.substring(0, 40), pattern)
                        .isLessThan(MOST_LOOKS);
            }
        }
    }

    /** Each fragment over and over, by turns alone and with something after it. */
    private static List<String> adversarial() {
        var after = List.of("", "1", "a ", "-", "2年");
        return IntStream.range(0, Fragments.ALL.size())
                .mapToObj(i -> Fragments.ALL.get(i) + after.get(i % after.size()))
                .map(unit -> unit.repeat(CHARACTERS / unit.length()))
                .toList();
    }

    private static long looks(Pattern pattern, String line) {
        var counted = new Counted(line);
        var matcher = pattern.matcher(counted);
        while (matcher.find()) {
            assertThat(matcher.end()).isBetween(0, line.length());
        }
        return counted.looks;
    }

    private static final class Counted implements CharSequence {

        private final String text;
        private long looks;

        private Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
