package dev.yinsong.common.text.spoken;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A unit of measurement and its names.
 *
 * @param sign as written, such as {@code kg}
 * @param one English, after the number one; empty where English does not read the sign
 * @param many English, after any other number
 * @param chinese Chinese; empty where the sign's letters are said
 * @param per Chinese name of what the unit is counted by, such as the second of {@code fps}; mostly empty
 */
public record Unit(String sign, String one, String many, String chinese, String per) {

    private static final Map<String, Unit> ALL = Table.rows("units.tsv", 5).stream()
            .map(row -> new Unit(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
            .collect(Collectors.toMap(Unit::sign, Function.identity()));

    /**
     * The unit with this sign.
     *
     * @throws NullPointerException when there is none
     */
    public static Unit of(String sign) {
        return Objects.requireNonNull(ALL.get(sign), sign);
    }

    /** Whether it has an English name. */
    public boolean isEnglish() {
        return !one.isEmpty();
    }

    /** Whether it has a Chinese name. */
    public boolean isChinese() {
        return !chinese.isEmpty();
    }

    /** A regular expression for the signs of such units, longest first; what follows may not lengthen the sign. */
    public static String pattern(Predicate<Unit> which) {
        var signs = ALL.values().stream()
                .filter(which)
                .map(Unit::sign)
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .toList();
        return either(signs) + "(?![A-Za-z0-9²³])";
    }

    private static String either(List<String> alternatives) {
        return "(?:" + String.join("|", alternatives) + ")";
    }
}
