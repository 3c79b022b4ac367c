package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.english.English;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * English speech within a Chinese line: its numbers are read in English.
 *
 * <p>A product's name is none (iPhone 15 is read 十五): at least three words are wanted, one of them such as only
 * sentences have.
 */
final class EnglishClauses {

    private static final String RUN = "[^\\p{IsHan}，。！？；：、“”（）\n]++";

    /** No part of an address or of a file's name. */
    private static final String APART = "(?<![\\w./@=:-])";

    private static final String COMPLETE = "(?![\\w/@=]|[.:-]\\w)";

    private static final Pattern WORD = Pattern.compile(APART + "[A-Za-z']++" + COMPLETE);
    private static final int FEWEST_WORDS = 3;

    private static final Pattern SENTENCE_WORD = Pattern.compile(APART
            + Shapes.anyOf(
                    "the a an is are was were of to in on at and or for with you he she it we they have has had do does"
                            + " this that my your be will can not from by about")
            + "\\b" + COMPLETE);

    private EnglishClauses() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(RUN, EnglishClauses::spoken);
    }

    private static String spoken(MatchResult match) {
        var run = match.group();
        boolean english = WORD.matcher(run).results().limit(FEWEST_WORDS).count() == FEWEST_WORDS
                && SENTENCE_WORD.matcher(run).find();
        if (!english) {
            return run;
        }
        var before = run.startsWith(" ") ? " " : "";
        var after = run.endsWith(" ") ? " " : "";
        return before + English.spoken(run) + after;
    }
}
