package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;

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
            Map.entry("Sen", "Senator"),
            Map.entry("Adm", "Admiral"),
            Map.entry("Cmdr", "Commander"),
            Map.entry("Maj", "Major"),
            Map.entry("Pvt", "Private"),
            Map.entry("Cpl", "Corporal"),
            Map.entry("Rep", "Representative"),
            Map.entry("Pres", "President"),
            Map.entry("Drs", "Doctors"),
            Map.entry("Mt", "Mount"),
            Map.entry("Ft", "Fort"));

    private static final Map<String, String> FIRMS = Map.of(
            "Inc", "Incorporated",
            "Ltd", "Limited",
            "Corp", "Corporation",
            "Co", "Company",
            "Bros", "Brothers",
            "Jr", "Junior",
            "Sr", "Senior");

    /** Parts of a book and the like, when a number follows. */
    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("p", "page"),
            Map.entry("pp", "pages"),
            Map.entry("fig", "figure"),
            Map.entry("figs", "figures"),
            Map.entry("ch", "chapter"),
            Map.entry("vol", "volume"),
            Map.entry("vols", "volumes"),
            Map.entry("art", "article"),
            Map.entry("ext", "extension"),
            Map.entry("min", "minimum"),
            Map.entry("max", "maximum"),
            Map.entry("ca", "circa"));

    private static final Map<String, String> LATIN = Map.of(
            "e.g.", "for example",
            "i.e.", "that is",
            "etc.", "et cetera",
            "vs.", "versus",
            "approx.", "approximately",
            "a.k.a.", "also known as");

    private Abbreviations() {}

    public static Rewriting addTo(Rewriting rules) {
        return Streets.addTo(rules)
                .rule(
                        "\\b(Mr|Mrs|Ms|Messrs|Dr|Prof|St|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Gov|Sen|Adm|Cmdr|Maj|Pvt|Cpl|Rep|Pres|Drs|Mt|Ft)\\.(?=\\s?[A-Z])",
                        match -> TITLES.getOrDefault(match.group(1), match.group(1)))
                .rule(
                        "\\b(Mr|Mrs|Dr|Prof)\\.?(?= [A-Z]| and [A-Z])",
                        match -> TITLES.getOrDefault(match.group(1), match.group(1)))
                .rule(
                        "(?<=[A-Za-z],? )(Inc|Ltd|Corp|Co|Bros|Jr|Sr)\\.(?= " + Words.BEGINNING + "\\b|\\s?$|\\n)",
                        match -> FIRMS.getOrDefault(match.group(1), match.group(1)) + ".")
                .rule(
                        "(?<=[A-Za-z],? )(Inc|Ltd|Corp|Co|Bros|Jr|Sr)\\.",
                        match -> FIRMS.getOrDefault(match.group(1), match.group(1)))
                .rule(
                        "(?<![\\w.])([Pp]p?|[Ff]igs?|[Cc]h|[Vv]ols?|[Aa]rt|[Ee]xt|(?<!\\d )[Mm]in|[Mm]ax|ca)\\.(?= ?(?:\\d|[IVX]{2}))",
                        Abbreviations::place)
                .rule("(?<![\\w.])c\\. ?(?=\\d{3,4}\\b)", "circa ")
                .rule("\\bApt\\.?(?= #?\\d)", "Apartment")
                .rule("(?<![\\w/])w/o(?![\\w/])", "without")
                .rule("(?<![\\w/])w/ ?(?=\\w)", "with ")
                .rule("\\betc\\.(?=\\s?$|\\s[A-Z])", "et cetera.")
                .rule(
                        "(?<![\\w.])(e\\.g\\.|i\\.e\\.|etc\\.|vs\\.|approx\\.|a\\.k\\.a\\.),?+",
                        match -> LATIN.getOrDefault(match.group(1), match.group(1)))
                .rule("\\bvs\\b", "versus");
    }

    private static String place(MatchResult match) {
        var name = match.group(1);
        var said = PLACES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        boolean capital = Character.isUpperCase(name.charAt(0));
        return capital ? Character.toUpperCase(said.charAt(0)) + said.substring(1) : said;
    }
}
