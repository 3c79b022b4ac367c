package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Currency;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.Unit;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;

/** Amounts of money: {@code $19.99} is 十九点九九美元, {@code ¥45/张} is 每张四十五元. */
final class Money {

    private static final String AMOUNT = Shapes.named("amount", Shapes.NUMBER);
    private static final String SCALE = "(?:\\s?(?<scale>[千百十]?[万亿]|(?:[kKmMB]|bn|tn)(?![A-Za-z²³])))?";

    /** Scales that Chinese does not count in. */
    private static final Map<String, BigDecimal> FACTORS = Map.of(
            "k", BigDecimal.valueOf(1_000),
            "K", BigDecimal.valueOf(1_000),
            "m", BigDecimal.valueOf(1_000_000),
            "M", BigDecimal.valueOf(1_000_000),
            "B", BigDecimal.valueOf(1_000_000_000),
            "bn", BigDecimal.valueOf(1_000_000_000),
            "tn", BigDecimal.valueOf(1_000_000_000_000L));

    private static final String PER =
            "(?:\\s?/\\s?(?<per>" + MeasureWords.ANY + "|月|日|层|平米|(?<sign>" + Unit.pattern(Unit::isChinese) + ")))?";

    /** ￥7,999 元 says its currency twice. */
    private static final String TWICE = "(?:\\s?[元块])?";

    private Money() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(
                        "(?<currency>" + Currency.SIGNS + ")" + Shapes.named("least", Shapes.NUMBER) + "(?:-|–|到)"
                                + AMOUNT + SCALE + "(?![\\d%/]|[.,]\\d)",
                        match -> Numbers.price(match.group("least")) + "到" + amount(match)
                                + Currency.of(match.group("currency")).chinese())
                .rule("(?<currency>" + Currency.SIGNS + ")\\s?" + AMOUNT + SCALE + TWICE + PER, Money::said)
                .rule("(?<currency>" + Currency.CODES + ")\\s?" + AMOUNT + SCALE + TWICE + PER, Money::said)
                .rule(Shapes.START + AMOUNT + SCALE + "\\s?(?<currency>[€£]|" + Currency.CODES + ")" + PER, Money::said)
                .rule(Shapes.START + AMOUNT + SCALE + "\\s?(?<name>[元块]|美元|欧元|英镑|日元|港元|港币)" + PER, Money::named);
    }

    private static String said(MatchResult match) {
        return per(match) + amount(match) + Currency.of(match.group("currency")).chinese();
    }

    private static String named(MatchResult match) {
        return per(match) + amount(match) + match.group("name");
    }

    private static String per(MatchResult match) {
        var per = match.group("per");
        return per == null
                ? ""
                : "每" + (match.group("sign") == null ? per : Unit.of(per).chinese());
    }

    private static String amount(MatchResult match) {
        var number = match.group("amount");
        var scale = match.group("scale");
        var factor = scale == null ? null : FACTORS.get(scale);
        if (factor == null) {
            return Numbers.price(number) + (scale == null ? "" : scale);
        }
        var all = new BigDecimal(number.replace(",", "")).multiply(factor).stripTrailingZeros();
        return Numbers.amount(NumberFormat.getNumberInstance(Locale.ROOT).format(all));
    }
}
