package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Currency;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.regex.MatchResult;

/** Amounts of money: {@code $19.99} is 十九点九九美元, {@code ¥45/张} is 每张四十五元. */
final class Money {

    private static final String AMOUNT = Shapes.named("amount", Shapes.NUMBER);
    private static final String SCALE = "(?:\\s?(?<scale>[千百十]?[万亿]|[kKMB](?![A-Za-z])))?";
    private static final String PER = "(?:\\s?/\\s?(?<per>" + MeasureWords.ANY + "|月|日|层|平米))?";

    /** ￥7,999 元 says its currency twice. */
    private static final String TWICE = "(?:\\s?[元块])?";

    private Money() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("(?<currency>" + Currency.SIGNS + ")\\s?" + AMOUNT + SCALE + TWICE + PER, Money::said)
                .rule("(?<currency>" + Currency.CODES + ")\\s?" + AMOUNT + SCALE + TWICE + PER, Money::said)
                .rule(Shapes.START + AMOUNT + SCALE + "\\s?(?<currency>[€£]|" + Currency.CODES + ")" + PER, Money::said)
                .rule(Shapes.START + AMOUNT + SCALE + "\\s?(?<name>[元块]|美元|欧元|英镑|日元|港元|港币)" + PER, Money::named);
    }

    private static String said(MatchResult match) {
        return per(match)
                + Numbers.price(match.group("amount"))
                + scale(match)
                + Currency.of(match.group("currency")).chinese();
    }

    private static String named(MatchResult match) {
        return per(match) + Numbers.price(match.group("amount")) + scale(match) + match.group("name");
    }

    private static String per(MatchResult match) {
        var per = match.group("per");
        return per == null ? "" : "每" + per;
    }

    private static String scale(MatchResult match) {
        var scale = match.group("scale");
        if (scale == null) {
            return "";
        }
        return switch (scale) {
            case "k", "K" -> "千";
            case "M" -> "百万";
            case "B" -> "十亿";
            default -> scale;
        };
    }
}
