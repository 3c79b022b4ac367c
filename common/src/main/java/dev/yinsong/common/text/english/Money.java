package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Currency;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.Map;
import java.util.regex.MatchResult;

/** Amounts of money: {@code $12.50} is twelve dollars and fifty cents. */
final class Money {

    private static final String AMOUNT = Shapes.named("amount", Shapes.NUMBER);
    private static final String SCALE = "(?:\\s?(?<scale>thousand|million|billion|trillion|bn|[kKMB])\\b)?";

    private static final Map<String, String> SCALES =
            Map.of("k", "thousand", "K", "thousand", "M", "million", "B", "billion", "bn", "billion");

    private Money() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("(?<currency>" + Currency.SIGNS + ")\\s?" + AMOUNT + SCALE, Money::said)
                .rule("(?<currency>" + Currency.CODES + ")\\s?" + AMOUNT + SCALE, Money::said)
                .rule(Shapes.START + AMOUNT + SCALE + "\\s?(?<currency>[€£]|" + Currency.CODES + ")", Money::said);
    }

    private static String said(MatchResult match) {
        var currency = Currency.of(match.group("currency"));
        var amount = match.group("amount").replace(",", "");
        var scale = match.group("scale");
        if (scale != null) {
            return Numbers.cardinal(amount) + " " + SCALES.getOrDefault(scale, scale) + " " + currency.many();
        }
        int point = amount.indexOf('.');
        if (point < 0) {
            return whole(amount, currency);
        }
        boolean hundredths = amount.length() - point == 3;
        return hundredths
                ? withCents(amount.substring(0, point), amount.substring(point + 1), currency)
                : Numbers.cardinal(amount) + " " + currency.many();
    }

    private static String whole(String amount, Currency currency) {
        return Numbers.cardinal(amount) + " " + (amount.equals("1") ? currency.one() : currency.many());
    }

    private static String withCents(String amount, String cents, Currency currency) {
        if (cents.equals("00")) {
            return whole(amount, currency);
        }
        var small = Numbers.unpadded(cents) + " " + (cents.equals("01") ? currency.smallOne() : currency.smallMany());
        return amount.equals("0") ? small : whole(amount, currency) + " and " + small;
    }
}
