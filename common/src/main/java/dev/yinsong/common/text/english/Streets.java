package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.Map;
import java.util.regex.MatchResult;

/** Short names of streets, and of saints where those of streets look the same: Wall St., St. Paul. */
final class Streets {

    private static final Map<String, String> KINDS =
            Map.of("St", "Street", "Ave", "Avenue", "Blvd", "Boulevard", "Rd", "Road", "Dr", "Drive");

    private static final Map<String, String> DIRECTIONS = Map.of("N", "north", "S", "south", "E", "east", "W", "west");

    private static final String SAINT = Shapes.anyOf("Paul Peter Louis Mary John James George Andrew Patrick Nicholas"
            + " Petersburg Thomas Helen Lucia Kitts Vincent Martin Bernard Francis Augustine Alban Ives Moritz Pancras"
            + " Michael Joseph Lawrence Anne Anthony Mark Luke Matthew Stephen David Catherine Clair Jude Elizabeth"
            + " Agnes Barbara Cloud Tropez Laurent Germain Gallen Croix Basil Benedict Christopher Cecilia Edmund Marie"
            + " Pierre Olaf Bartholomew Giles Jerome Leonard Margaret Monica Valentine Lucie");

    /** What comes before a street's kind: a name, or a number such as 42nd. Looked for only where a kind may stand. */
    private static final String NAME = "(?=St|Ave|Blvd|Rd|Dr)(?<=[A-Z][a-z]{1,20} |\\d(?:st|nd|rd|th) )"
            + "(?<!\\b(?:The|In|At|From|To|Of|And|On|By|Near|Visit|See|Mount|Port|Fort|Lake|Old|Great|Sault) )";

    private Streets() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(
                        "(?<=\\d )([NSEW])\\.? (?=\\d{1,3}(?:st|nd|rd|th)\\b|(?:[A-Z][a-z]{1,20} ){1,4}"
                                + "(?:St|Ave|Rd|Blvd|Dr|Ln|Street|Avenue|Road|Boulevard|Drive|Lane)\\b)",
                        match -> capital(direction(match.group(1))) + " ")
                .rule("\\bSt (?=" + SAINT + ")", "Saint ")
                .rule(NAME + "(Ave|Blvd|Rd|St)\\.(?= " + Words.BEGINNING + "\\b|\\s?$|\\n)", match -> kind(match) + ".")
                .rule(NAME + "(St)\\.(?! " + SAINT + ")", Streets::kind)
                .rule(NAME + "(Ave|Blvd|Rd)\\.", Streets::kind)
                .rule(NAME + "(Dr)\\.(?=,|\\s?$|\\n| [a-z0-9])", Streets::kind)
                .rule(NAME + "(St|Ave|Blvd|Rd|Dr)(?=[,;\\n]|\\s?$| (?:Apt|Suite|Unit|#|[NS]?[NESW]\\b))", Streets::kind)
                .rule(NAME + "(St)(?= (?:and|is|in|at|to|then|near|from|for|on|between|or|was)\\b)", Streets::kind)
                .rule(NAME + "(Ave|Blvd|Rd)(?= [a-z])", Streets::kind);
    }

    /** {@code N}: north. */
    static String direction(String letter) {
        return DIRECTIONS.getOrDefault(letter, letter);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String kind(MatchResult match) {
        return KINDS.getOrDefault(match.group(1), match.group(1));
    }
}
