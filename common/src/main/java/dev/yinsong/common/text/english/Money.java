package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Currency;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.Map;
import java.util.regex.MatchResult;

/** Amounts of money: {@code $12.50} is twelve dollars and fifty cents. */
final class Money {

    private static final String AMOUNT = Shapes.named("amount", Shapes.NUMBER);
    private static final String SCALE =
            "(?:(?:\\s|-(?=[a-z]{7}))?(?<scale>thousand|million|billion|trillion|bn|mn|tn|[kKmMBT](?![-&'²³]))\\b)?";

    /** What 5m are millions of, rather than meters. */
    private static final String COUNTABLE = Shapes.anyOf("dollars pounds euros people users customers viewers views"
            + " followers subscribers visitors copies downloads jobs homes households workers children voters");

    private static final Map<String, String> PERIODS = Map.of(
            "mo",
            "month",
            "yr",
            "year",
            "wk",
            "week",
            "hr",
            "hour",
            "h",
            "hour",
            "lb",
            "pound",
            "oz",
            "ounce",
            "kg",
            "kilogram");

    private static final String PER = "(?:\\s?/\\s?(?<per>"
            + Shapes.anyOf(
                    "month mo year yr week wk day night hour hr h minute person head user seat share unit item piece"
                            + " gallon barrel mile lb oz kg ton")
            + ")\\b(?:\\.(?=,? [a-z]))?)?";

    private static final Map<String, String> SCALES = Map.of(
            "k", "thousand",
            "K", "thousand",
            "m", "million",
            "mn", "million",
            "M", "million",
            "B", "billion",
            "bn", "billion",
            "T", "trillion",
            "tn", "trillion");

    private Money() {}

    /** {@code $5-10}, {@code $1–2 million}: the currency is said once, at the end. */
    static Rewriting addSpansTo(Rewriting rules) {
        return rules.rule(
                "(?=" + Currency.SIGNS + ")" + Words.ARTICLE + "(?<currency>" + Currency.SIGNS + ")"
                        + Shapes.named("least", Shapes.NUMBER) + " ?[-–] ?" + AMOUNT + SCALE + "(?![\\d%/]|[.,]\\d)",
                match -> Numbers.cardinal(match.group("least")) + " to "
                        + (match.group("scale") == null ? Numbers.cardinal(match.group("amount")) : scaled(match)) + " "
                        + unit(match));
    }

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(
                        "(?<currency>[$€£])" + AMOUNT + "(?= (?:bill|note|coin)s?\\b)",
                        match -> Numbers.cardinal(match.group("amount")) + " "
                                + Currency.of(match.group("currency")).one())
                .rule(
                        "[$€£](" + Shapes.NUMBER + ") ?(" + Currency.CODES + ")",
                        match -> match.group(2) + " " + match.group(1))
                .rule("(?<=[$€£])\\.(?=\\d{2}(?!\\d))", "0.")
                .rule("(?<=€\\s?\\d{1,9}),(?=\\d{2}(?!\\d))", ".")
                .rule(
                        "(?=" + Currency.SIGNS + ")" + Words.ARTICLE + "(?<currency>" + Currency.SIGNS + ")\\s?"
                                + AMOUNT + SCALE + PER,
                        Money::said)
                .rule(
                        "(?=" + Currency.CODES + ")" + Words.ARTICLE + "(?<currency>" + Currency.CODES + ")\\s?"
                                + AMOUNT + SCALE + PER,
                        Money::said)
                .rule(
                        "(?=\\d)" + Shapes.START + Words.ARTICLE + AMOUNT + SCALE + "\\s?(?<currency>[$€£](?!\\d)|"
                                + Currency.CODES + ")" + PER,
                        Money::said)
                .rule(Shapes.START + AMOUNT + "\\s?(?<scale>bn|tn|mn|[mM](?= " + COUNTABLE + "\\b))\\b", Money::scaled);
    }

    private static String said(MatchResult match) {
        var per = match.group("per");
        return amount(match) + (per == null ? "" : " per " + PERIODS.getOrDefault(per, per));
    }

    private static String amount(MatchResult match) {
        var amount = match.group("amount").replace(",", "");
        if (match.group("scale") != null) {
            return scaled(match) + " " + unit(match);
        }
        int point = amount.indexOf('.');
        if (point < 0) {
            return whole(amount, match);
        }
        boolean hundredths = amount.length() - point == 3;
        return hundredths
                ? withCents(amount.substring(0, point), amount.substring(point + 1), match)
                : Numbers.cardinal(amount) + " " + unit(match);
    }

    /** What more than one is called: a five dollar bill, five dollars. */
    private static String unit(MatchResult match) {
        var currency = Currency.of(match.group("currency"));
        return match.group("article") == null ? currency.many() : currency.one();
    }

    private static String scaled(MatchResult match) {
        var scale = match.group("scale");
        return Numbers.cardinal(match.group("amount")) + " " + SCALES.getOrDefault(scale, scale);
    }

    private static String whole(String amount, MatchResult match) {
        var currency = Currency.of(match.group("currency"));
        return Numbers.cardinal(amount) + " " + (amount.equals("1") ? currency.one() : unit(match));
    }

    private static String withCents(String amount, String cents, MatchResult match) {
        if (cents.equals("00")) {
            return whole(amount, match);
        }
        var currency = Currency.of(match.group("currency"));
        boolean one = cents.equals("01") || match.group("article") != null;
        var small = Numbers.unpadded(cents) + " " + (one ? currency.smallOne() : currency.smallMany());
        return amount.equals("0") ? small : whole(amount, match) + " and " + small;
    }
}
