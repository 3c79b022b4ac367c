package dev.yinsong.nano.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A text as its words are heard: small letters and apostrophes alone. */
final class Words {

    private Words() {}

    static List<String> of(String text) {
        var letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z']", " ").strip();
        return letters.isEmpty() ? List.of() : Arrays.asList(letters.split("\\s+"));
    }
}
