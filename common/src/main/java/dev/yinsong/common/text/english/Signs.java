package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;

/** Signs that are words, and those that are not said. */
final class Signs {

    private Signs() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("\\s?&\\s?", " and ")
                .rule("(?<![A-Za-z])([A-G])#", match -> match.group(1) + " sharp")
                .rule("(?<=\\bC)\\+\\+", " plus plus")
                .rule("@\\s?(?=\\w)", " at ")
                .rule("#(?=\\p{L})", "hashtag ")
                .rule("(?<=[\\p{L}²³)])\\s?\\+\\s?(?=[\\p{L}(])", " plus ")
                .rule("(?<=\\p{L})\\+(?=[\\s,.;:!?)]|$)", " plus")
                .rule("\\s?=\\s?(?=[\\p{L}(])", " equals ")
                .rule("\\s?≈\\s?", " is about ")
                .rule("\\s?≠\\s?", " is not ")
                .rule("\\s?≤\\s?", " is at most ")
                .rule("\\s?≥\\s?", " is at least ")
                .rule("\\s?×\\s?", " times ")
                .rule("\\s?÷\\s?", " divided by ")
                .rule("±\\s?", "plus or minus ")
                .rule("√\\s?", "the square root of ")
                .rule("π", "pi")
                .rule("∞", "infinity")
                .rule("\\s?²", " squared")
                .rule("\\s?³", " cubed")
                .rule("\\s?%", " percent")
                .rule("\\s?‰", " per mille")
                .rule("\\s?°C\\b", " degrees Celsius")
                .rule("\\s?°F\\b", " degrees Fahrenheit")
                .rule("\\s?°", " degrees")
                .rule("\\s?¢", " cents")
                .rule("§{1,2}\\s?", "section ")
                .rule("¶\\s?", "paragraph ")
                .rule("©", "copyright ")
                .rule("[#*_~^|<>{}\\\\`=+$€£¥™®\\[\\]@]++", " ")
                .rule("(?<= ) ++", "")
                .rule(" (?=[.,;:!?](?: |$))", "");
    }
}
