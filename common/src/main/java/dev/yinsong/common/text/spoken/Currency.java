package dev.yinsong.common.text.spoken;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A currency and its names.
 *
 * @param sign as written before an amount, such as {@code $}
 * @param code of ISO 4217, written before or after an amount; empty for a sign that several currencies share
 * @param one English, after the number one
 * @param many English, after any other number
 * @param smallOne the hundredth part, after the number one
 * @param smallMany the hundredth part, after any other number
 * @param chinese its name in Chinese
 */
public record Currency(
        String sign, String code, String one, String many, String smallOne, String smallMany, String chinese) {

    private static final List<Currency> ALL = Table.rows("currencies.tsv", 7).stream()
            .map(row ->
                    new Currency(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), row.get(6)))
            .toList();

    private static final Map<String, Currency> BY_SIGN =
            ALL.stream().collect(Collectors.toMap(Currency::sign, Function.identity()));

    private static final Map<String, Currency> BY_CODE = ALL.stream()
            .filter(currency -> !currency.code.isEmpty())
            .collect(Collectors.toMap(Currency::code, Function.identity()));

    /** A regular expression for all signs. */
    public static final String SIGNS = either(BY_SIGN.keySet());

    /** A regular expression for all codes. */
    public static final String CODES = "(?<![A-Za-z])" + either(BY_CODE.keySet()) + "(?![A-Za-z])";

    /**
     * The currency with this sign or code.
     *
     * @throws NullPointerException when there is none
     */
    public static Currency of(String signOrCode) {
        var currency = BY_SIGN.get(signOrCode);
        return currency != null ? currency : Objects.requireNonNull(BY_CODE.get(signOrCode), signOrCode);
    }

    private static String either(Collection<String> alternatives) {
        return alternatives.stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
    }
}
