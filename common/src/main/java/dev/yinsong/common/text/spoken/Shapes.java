package dev.yinsong.common.text.spoken;

/** Regular expressions that both languages build theirs from. None of them goes back over what it has read. */
public final class Shapes {

    /** Where a number can begin: not after another digit, nor in its fraction or thousands. */
    public static final String START = "(?<!\\d)(?<!\\d[.,])";

    /** Digits, perhaps with thousands separated by commas, perhaps with a fraction. */
    public static final String NUMBER = "(?:\\d{1,3}(?:,\\d{3})++(?!\\d)|\\d++)(?:\\.\\d++)?+";

    /** What follows a sign where something is calculated, as after the minus of {@code 5 - 3 = 2}. */
    public static final String CALCULATED = "(?=[\\d.,]{1,20}(?: ?[-+*×÷/] ?[\\d.,]{1,20}){0,4} ?=)";

    public static final String HAN = "\\p{IsHan}";

    private Shapes() {}

    /** A group with a name. */
    public static String named(String name, String pattern) {
        return "(?<" + name + ">" + pattern + ")";
    }

    /** Any of the words, which blanks separate; of two with the same beginning the longer one has to come first. */
    public static String anyOf(String words) {
        return "(?:" + words.replace(' ', '|') + ")";
    }
}
