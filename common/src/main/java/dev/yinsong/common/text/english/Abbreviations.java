package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import java.util.Map;

/** Titles and Latin abbreviations. A Chinese line reads them too. */
public final class Abbreviations {

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("Mr", "Mister"),
            Map.entry("Mrs", "Missus"),
            Map.entry("Ms", "Miss"),
            Map.entry("Messrs", "Messieurs"),
            Map.entry("Dr", "Doctor"),
            Map.entry("Prof", "Professor"),
            Map.entry("St", "Saint"),
            Map.entry("Gen", "General"),
            Map.entry("Col", "Colonel"),
            Map.entry("Capt", "Captain"),
            Map.entry("Lt", "Lieutenant"),
            Map.entry("Sgt", "Sergeant"),
            Map.entry("Rev", "Reverend"),
            Map.entry("Hon", "Honorable"),
            Map.entry("Gov", "Governor"),
            Map.entry("Sen", "Senator"));

    private static final Map<String, String> LATIN = Map.of(
            "e.g.", "for example",
            "i.e.", "that is",
            "etc.", "et cetera",
            "vs.", "versus",
            "approx.", "approximately",
            "a.k.a.", "also known as");

    private Abbreviations() {}

    public static Rewriting addTo(Rewriting rules) {
        return rules.rule(
                        "\\b(Mr|Mrs|Ms|Messrs|Dr|Prof|St|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Gov|Sen)\\.(?=\\s?[A-Z])",
                        match -> TITLES.getOrDefault(match.group(1), match.group(1)))
                .rule("\\b(Mr|Mrs|Dr|Prof)\\.?(?= [A-Z])", match -> TITLES.getOrDefault(match.group(1), match.group(1)))
                .rule("(?<=[A-Z][a-z]{1,20}) St\\.", " Street")
                .rule("(?<=[A-Z][a-z]{1,20}) Ave\\.", " Avenue")
                .rule("\\bJr\\.", "Junior")
                .rule("\\bSr\\.", "Senior")
                .rule("\\betc\\.(?=\\s?$|\\s[A-Z])", "et cetera.")
                .rule(
                        "(?<![\\w.])(e\\.g\\.|i\\.e\\.|etc\\.|vs\\.|approx\\.|a\\.k\\.a\\.),?+",
                        match -> LATIN.getOrDefault(match.group(1), match.group(1)))
                .rule("\\bvs\\b", "versus");
    }
}
