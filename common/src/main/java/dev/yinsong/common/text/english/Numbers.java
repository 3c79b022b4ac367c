package dev.yinsong.common.text.english;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** Numbers in English words, without hyphens. Numbers are ASCII digits, perhaps with commas and a fraction. */
final class Numbers {

    private static final int LONGEST = 15; // digits, beyond them it is a code
    private static final int LONGEST_BARE = 9; // without commas, beyond them it is a code too, unless it is round

    private static final RuleBasedNumberFormat FORMAT =
            new RuleBasedNumberFormat(ULocale.US, RuleBasedNumberFormat.SPELLOUT);

    private Numbers() {}

    /** {@code 1,234.5}: one thousand two hundred thirty four point five; {@code 007}: zero zero seven. */
    static String cardinal(String number) {
        var plain = number.replace(",", "");
        int point = plain.indexOf('.');
        var whole = point < 0 ? plain : plain.substring(0, point);
        boolean padded = whole.length() > 1 && whole.startsWith("0");
        boolean bare = plain.length() == number.length() && whole.length() > LONGEST_BARE && !whole.endsWith("000");
        var said = padded || bare ? digits(whole) : spelled(whole, "%spellout-cardinal");
        return point < 0 ? said : said + " point " + digits(plain.substring(point + 1));
    }

    /** {@code 05}: five. */
    static String unpadded(String digits) {
        return cardinal(digits.replaceFirst("^0+(?=\\d)", ""));
    }

    /** {@code 21}: twenty first. */
    static String ordinal(String digits) {
        return spelled(digits.replace(",", ""), "%spellout-ordinal");
    }

    /** {@code 1984}: nineteen eighty four. */
    static String year(String digits) {
        return spelled(digits, "%spellout-numbering-year");
    }

    /** A number that names a room or a flight: {@code 1024} is ten twenty four, {@code 101} one oh one. */
    static String label(String digits) {
        boolean pairs = digits.length() == 4 && !digits.startsWith("0") && !digits.endsWith("000");
        boolean hundreds = digits.endsWith("00");
        return pairs ? year(digits) : digits.length() > 2 && !hundreds ? digitsWithOh(digits) : unpadded(digits);
    }

    /** Eighty: eighties. */
    static String plural(String words) {
        if (words.endsWith("y")) {
            return words.substring(0, words.length() - 1) + "ies";
        }
        return words + (words.endsWith("x") ? "es" : "s");
    }

    /** A number in front of its last two digits and these: {@code 720} is seven twenty. */
    static String halves(String digits) {
        int number = Integer.parseInt(digits);
        return cardinal(Integer.toString(number / 100)) + " " + cardinal(Integer.toString(number % 100));
    }

    /** One side of a picture: {@code 1080} is ten eighty. */
    static String size(String digits) {
        return digits.length() == 4 ? year(digits) : cardinal(digits);
    }

    /** One by one: {@code 105} is one zero five. */
    static String digits(String digits) {
        return digits.chars()
                .mapToObj(digit -> spelled(Character.toString(digit), "%spellout-cardinal"))
                .collect(Collectors.joining(" "));
    }

    /** One by one, as in telephone numbers: {@code 105} is one oh five. */
    static String digitsWithOh(String digits) {
        return digits(digits).replace("zero", "oh");
    }

    /** ICU's formats are not safe to share, so each call has its own view of one that was parsed once. */
    private static String spelled(String digits, String rules) {
        if (digits.length() > LONGEST) {
            return digits(digits);
        }
        var format = FORMAT.clone();
        format.setDefaultRuleSet(rules);
        return format.format(new BigDecimal(digits)).replace('-', ' ');
    }
}
