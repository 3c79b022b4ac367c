package dev.yinsong.common.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds where sentences and clauses end. Marks and closing quotes stay with what they end. */
final class Sentences {

    private static final String ENDS = ".?!;:。？！；：…\n";
    private static final String CHINESE_ENDS = ENDS + "、"; // upstream ends there too, in Chinese
    private static final String PAUSES = ",，、";
    private static final String CLOSING = "'”’」』)）》】]";

    /** Their full stop ends no sentence. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Jr", "Sr", "vs", "No", "Ph", "e.g", "i.e", "a.m", "p.m", "approx");

    private Sentences() {}

    /** The sentences of a text, with the blanks that follow them; the last one ends with a mark. */
    static List<String> of(String text, boolean chinese) {
        return cut(ended(text.strip()), chinese ? CHINESE_ENDS : ENDS);
    }

    /** The parts of a sentence that commas separate. */
    static List<String> clauses(String sentence) {
        return cut(sentence, PAUSES);
    }

    /** Whether there is a letter or a digit to say. */
    static boolean isSpoken(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static String ended(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int last = text.length() - 1;
        while (last > 0 && (CLOSING.indexOf(text.charAt(last)) >= 0 || text.charAt(last) == '"')) {
            last--;
        }
        if (ENDS.indexOf(text.charAt(last)) >= 0) {
            return text;
        }
        boolean han = UnicodeScript.of(text.codePointAt(last)) == UnicodeScript.HAN;
        return text + (han ? "。" : ".");
    }

    private static List<String> cut(String text, String marks) {
        var parts = new ArrayList<String>();
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (marks.indexOf(text.charAt(i)) < 0 || isInside(text, i) || isAbbreviated(text, from, i)) {
                continue;
            }
            while (i + 1 < text.length() && follows(text.charAt(i + 1), marks, quoted)) {
                i++;
                quoted ^= text.charAt(i) == '"';
            }
            add(parts, text.substring(from, i + 1));
            from = i + 1;
        }
        add(parts, text.substring(from));
        return parts;
    }

    /** Whether a character still belongs to the sentence that has just ended: more marks, and quotes that close. */
    private static boolean follows(char next, String marks, boolean quoted) {
        return marks.indexOf(next) >= 0 || CLOSING.indexOf(next) >= 0 || next == '"' && quoted;
    }

    /** Whether a mark stands within a number, a time or a name: 3.14, 1,000, 10:30, example.org. */
    private static boolean isInside(String text, int at) {
        if (at == 0 || at + 1 == text.length()) {
            return false;
        }
        char before = text.charAt(at - 1);
        char after = text.charAt(at + 1);
        return switch (text.charAt(at)) {
            case '.' -> isAscii(before) && isAscii(after);
            case ',', ':' -> Character.isDigit(before) && Character.isDigit(after);
            default -> false;
        };
    }

    private static boolean isAscii(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    /** Whether a full stop, not the text's last, follows an initial or an abbreviation: J. K. Rowling, the U.S. army, Mr. Li. */
    private static boolean isAbbreviated(String text, int from, int at) {
        if (text.charAt(at) != '.' || at + 1 == text.length() || text.charAt(at + 1) != ' ') {
            return false;
        }
        int start = at;
        while (start > from && (isAscii(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        var word = text.substring(start, at);
        var initial = word.substring(word.lastIndexOf('.') + 1);
        return initial.length() == 1 && Character.isUpperCase(initial.charAt(0)) && !initial.equals("I")
                || ABBREVIATIONS.contains(word);
    }

    private static void add(List<String> parts, String part) {
        if (isSpoken(part)) {
            parts.add(part);
        } else if (!parts.isEmpty()) {
            parts.add(parts.removeLast() + part);
        }
    }
}
