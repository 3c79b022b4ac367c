package dev.yinsong.common.text.spoken;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Roman numerals from I to MMMCMXCIX. */
public final class RomanNumerals {

    private static final Pattern WELL_FORMED =
            Pattern.compile("(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})");

    private static final Map<Character, Integer> VALUES =
            Map.of('I', 1, 'V', 5, 'X', 10, 'L', 50, 'C', 100, 'D', 500, 'M', 1000);

    private RomanNumerals() {}

    /** The value, or nothing when the letters (capitals) are no numeral: {@code IIII}, {@code VX}, {@code A}. */
    public static OptionalInt value(String letters) {
        if (!WELL_FORMED.matcher(letters).matches()) {
            return OptionalInt.empty();
        }
        int value = 0;
        int next = 0;
        for (int i = letters.length() - 1; i >= 0; i--) {
            int one = VALUES.getOrDefault(letters.charAt(i), 0);
            value += one < next ? -one : one;
            next = one;
        }
        return OptionalInt.of(value);
    }
}
