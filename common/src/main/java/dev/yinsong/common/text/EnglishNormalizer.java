package dev.yinsong.common.text;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;

/** English: numbers and signs in words. */
final class EnglishNormalizer implements TextNormalizer {

    static final EnglishNormalizer INSTANCE = new EnglishNormalizer();

    private static final String NUMBER = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
    private static final int LONGEST_NUMBER = 15; // digits, beyond them it is a code

    private static final Map<String, String> TITLES = Map.of(
            "Mr",
            "Mister",
            "Mrs",
            "Missus",
            "Ms",
            "Miss",
            "Dr",
            "Doctor",
            "Prof",
            "Professor",
            "St",
            "Saint",
            "vs",
            "versus");

    private static final Map<String, String[]> MONEY = Map.of(
            "$", new String[] {"dollar", "dollars", "cent", "cents"},
            "€", new String[] {"euro", "euros", "cent", "cents"},
            "£", new String[] {"pound", "pounds", "penny", "pence"},
            "¥", new String[] {"yen", "yen", "sen", "sen"});

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("km/h", "kilometers per hour"),
            Map.entry("mph", "miles per hour"),
            Map.entry("kHz", "kilohertz"),
            Map.entry("Hz", "hertz"),
            Map.entry("km", "kilometers"),
            Map.entry("cm", "centimeters"),
            Map.entry("mm", "millimeters"),
            Map.entry("kg", "kilograms"),
            Map.entry("GB", "gigabytes"),
            Map.entry("MB", "megabytes"),
            Map.entry("°C", "degrees Celsius"),
            Map.entry("°F", "degrees Fahrenheit"),
            Map.entry("m", "meters"),
            Map.entry("g", "grams"));

    private final Rewriting rewriting = new Rewriting()
            .rule("\\b(Mr|Mrs|Ms|Dr|Prof|St|vs)\\.", match -> TITLES.getOrDefault(match.group(1), match.group(1)))
            .rule("(?<![\\w.])-(?=\\d)", match -> "minus ")
            .rule("(?<=\\d)\\s?[-–](?=\\d)", match -> " to ")
            .rule("([$€£¥])\\s?(" + NUMBER + ")(?: (million|billion|trillion)\\b)?", this::money)
            .rule("(" + NUMBER + ")\\s?%", match -> cardinal(match.group(1)) + " percent")
            .rule(
                    "(" + NUMBER + ")\\s?(km/h|mph|kHz|Hz|km|cm|mm|kg|GB|MB|°C|°F|m|g)\\b",
                    match -> cardinal(match.group(1)) + " " + UNITS.get(match.group(2)))
            .rule("\\b([01]?\\d|2[0-3]):([0-5]\\d)\\b", this::time)
            .rule("\\b(\\d+)(?:st|nd|rd|th)\\b", match -> spelled(match.group(1), "%spellout-ordinal"))
            .rule("\\b(1[1-9]\\d\\d|20[1-9]\\d)s\\b", this::decade)
            .rule("(?<![\\d.,$])\\b(1[1-9]\\d\\d|20[1-9]\\d)\\b(?![.,]?\\d)", this::year)
            .rule(NUMBER, match -> cardinal(match.group()))
            .rule("\\s?&\\s?", match -> " and ")
            .rule("(?<=\\w)@(?=\\w)", match -> " at ")
            .rule("(?<=\\w)\\s?\\+\\s?(?=\\w)", match -> " plus ")
            .rule("(?<=\\w)\\s?=\\s?(?=\\w)", match -> " equals ")
            .rule("[#*_~^|<>{}\\\\]", match -> " ")
            .rule("(?<=[A-Za-z])(?=minus |plus )", match -> " ")
            .rule(" {2,}", match -> " ");

    @Override
    public String normalize(String text) {
        return rewriting.apply(text).strip();
    }

    private String money(MatchResult match) {
        var words = Objects.requireNonNull(MONEY.get(match.group(1)), "the rule knows these currencies only");
        var amount = match.group(2).replace(",", "");
        if (match.group(3) != null) {
            return cardinal(amount) + " " + match.group(3) + " " + words[1];
        }
        int point = amount.indexOf('.');
        var whole = point < 0 ? amount : amount.substring(0, point);
        var said = cardinal(whole) + " " + (whole.equals("1") ? words[0] : words[1]);
        if (point < 0 || amount.length() - point != 3) {
            return point < 0 ? said : cardinal(amount) + " " + words[1];
        }
        int small = Integer.parseInt(amount.substring(point + 1));
        return small == 0
                ? said
                : said + " and " + unpadded(amount.substring(point + 1)) + " " + (small == 1 ? words[2] : words[3]);
    }

    private String time(MatchResult match) {
        var hour = unpadded(match.group(1));
        var minute = match.group(2);
        if (minute.equals("00")) {
            return hour + " o'clock";
        }
        return hour + (minute.startsWith("0") ? " oh " : " ") + unpadded(minute);
    }

    private static String unpadded(String digits) {
        return cardinal(Integer.toString(Integer.parseInt(digits)));
    }

    private String year(MatchResult match) {
        return spelled(match.group(1), "%spellout-numbering-year");
    }

    private String decade(MatchResult match) {
        var year = year(match);
        return year.endsWith("y") ? year.substring(0, year.length() - 1) + "ies" : year + "s";
    }

    private static String cardinal(String number) {
        var plain = number.replace(",", "");
        int point = plain.indexOf('.');
        var whole = point < 0 ? plain : plain.substring(0, point);
        if (whole.length() > LONGEST_NUMBER || whole.length() > 1 && whole.startsWith("0")) {
            whole = digits(whole);
        } else {
            whole = spelled(whole, "%spellout-cardinal");
        }
        return point < 0 ? whole : whole + " point " + digits(plain.substring(point + 1));
    }

    private static String digits(String digits) {
        var words = new StringBuilder();
        digits.chars()
                .forEach(digit -> words.append(' ').append(spelled(Character.toString(digit), "%spellout-cardinal")));
        return words.substring(1);
    }

    /** ICU's formats are not safe to share, so each call has its own view of one that was parsed once. */
    private static String spelled(String number, String rules) {
        if (number.length() > LONGEST_NUMBER) {
            return digits(number);
        }
        var format = (RuleBasedNumberFormat) FORMAT.clone();
        format.setDefaultRuleSet(rules);
        return format.format(new BigDecimal(number)).replace('-', ' ');
    }

    private static final RuleBasedNumberFormat FORMAT =
            new RuleBasedNumberFormat(ULocale.US, RuleBasedNumberFormat.SPELLOUT);
}
