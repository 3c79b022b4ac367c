package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;

/**
 * Punctuation and blanks as CosyVoice's own front end leaves them: Chinese marks, no blank beside a Chinese character.
 *
 * <p>What stands in brackets is said after a pause, which upstream leaves out.
 */
final class Marks {

    private static final String HAN = Shapes.HAN;
    private static final String END = "(?=[，。！？；：、,.!?;:]|\\s?$)";

    private Marks() {}

    static Rewriting addTo(Rewriting rules) {
        rules.rule("(?<=^|\n)-(?=" + HAN + ")|(?<=^|\n)- ", "")
                .rule("(?<=[A-Za-z])\\(([^()]{0,60})\\)", match -> match.group(1))
                .rule("(?<=[，。！？；：、,.!?;:]|^)\\s?[（(【\\[]\\s?", "")
                .rule("\\s?[（(【\\[]\\s?", "，")
                .rule("\\s?[）)】\\]]\\s?(?:(?=[的地得之等])|" + END + ")", "")
                .rule("\\s?[）)】\\]]\\s?", "，")
                .rule("\\s?(?:——|—| - )\\s?", "，")
                .rule("(?<=" + HAN + ")\\s?[-–/|]\\s?(?=[\\p{L}])|(?<=\\p{L})\\s?[-–/|]\\s?(?=" + HAN + ")", "，");
        rules.rule("\\.{2,}+|…++", "……")
                .rule("(?<=" + HAN + ")\\s?,|,(?=\\s?" + HAN + ")", "，")
                .rule("(?<=[A-Za-z])\\.(?=[A-Za-z])", "点")
                .rule("\\.(?=\\s|$|" + HAN + "|[\"”])", "。")
                .rule("(?<=" + HAN + ")\\s?\\?", "？")
                .rule("(?<=" + HAN + ")\\s?!", "！")
                .rule("(?<=" + HAN + ")\\s?;", "；")
                .rule("(?<=" + HAN + ")\\s?:", "：");
        return rules.rule("[#*_~^|<>{}\\\\`·•/()\\[\\]]++", " ")
                .rule("，(?=[，。！？；：、])", "")
                .rule("(?<![!-~]) ++| ++(?![!-~])", "")
                .rule("(?<= ) ++", "")
                .rule("(?<![，、,])[，、,]++$", "。");
    }
}
