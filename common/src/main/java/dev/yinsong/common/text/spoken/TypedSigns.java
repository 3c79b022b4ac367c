package dev.yinsong.common.text.spoken;

/** Signs that keyboards lack, as people type them: {@code <=}, {@code >=}, {@code !=}, {@code +/-}. */
public final class TypedSigns {

    private TypedSigns() {}

    /** Adds the rules to a language's, before all that would take a part of one for a sign. */
    public static Rewriting addTo(Rewriting rules) {
        return rules.rule("(?<=[\\w)] ?)<=(?= ?[\\w(-])", "≤")
                .rule("(?<=[\\w)] ?)>=(?= ?[\\w(-])", "≥")
                .rule("(?<=[\\w)] ?)!=(?= ?[\\w(-])", "≠")
                .rule("\\+/-(?=\\s?\\d)", "±");
    }
}
