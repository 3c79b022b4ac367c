package dev.yinsong.common.text.spoken;

/**
 * Marks of Markdown and of chats that are not said: those around words, as in {@code _really_}, {@code **bold**} and
 * {@code `code`}, and faces made of signs.
 */
public final class Markup {

    private static final String SAID = "(?=\\S)([^%1$s\n]{1,160}+)(?<=\\S)";

    /** {@code :-)}, {@code =D}, {@code ^_^}, {@code T_T}: no part of a word, of a time or of an address. */
    private static final String FACE =
            "(?<![\\w:;=/])(?:[:;=]['-]?[()DPpOo|/\\\\*]+|[xX]D+|\\^_*\\^|-_+-|[TQOo><;]_+[TQOo><;])(?=\\s|$|[.,!?~，。！？])";

    private static final String WORDS = "\\[([^\\[\\]\n]{1,160})\\]";

    private static final String PICTURE = "!" + WORDS + "\\([^()\\s]{1,300}\\)";

    /** {@code [the words](https://where.they/lead)}: only what looks like an address, for f[x](y) is none. */
    private static final String LINK = WORDS + "\\((?:https?://|mailto:|[./#])[^()\\s]{0,300}\\)";

    private Markup() {}

    /** Adds the rules to a language's, before all that would take a mark for a sign. */
    public static Rewriting addTo(Rewriting rules) {
        return rules.rule(PICTURE, match -> match.group(1))
                .rule(LINK, match -> match.group(1))
                .rule(FACE, "")
                .rule("(?<!`)`" + SAID.formatted("`") + "`(?!`)", match -> match.group(1))
                .rule("(?<![\\w*])\\*{1,3}+" + SAID.formatted("*") + "\\*{1,3}(?![\\w*])", match -> match.group(1))
                .rule("(?<![\\w~])~~" + SAID.formatted("~") + "~~(?![\\w~])", match -> match.group(1))
                // Two are left: __init__ is a name in a program.
                .rule("(?<![\\w/@.-])_(?!_)" + SAID.formatted("_") + "_(?!\\w)", match -> match.group(1));
    }
}
