package dev.yinsong.common.text.spoken;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings the many ways to set a sign to one: digits of any script and full-width letters to ASCII, ½ to 1/2, Ⅳ to 4,
 * ㎡ to m², curly apostrophes to straight ones, any blanks to one blank, any ends of lines to one. Invisible characters
 * go. Chinese marks and quotes stay.
 */
public final class Typography {

    private static final Pattern ROMAN = Pattern.compile("[\u2160-\u217f]++");
    private static final Pattern FRACTION = Pattern.compile("(?<=\\d)(?=[¼½¾⅐-⅞])");

    private static final Pattern POWER = Pattern.compile("⁻[⁰¹²³⁴-⁹]++|[⁰¹⁴-⁹]++[²³⁰¹⁴-⁹]*+|[²³][²³⁰¹⁴-⁹]++");

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("‘", "'"),
            Map.entry("’", "'"),
            Map.entry("ʼ", "'"),
            Map.entry("′", "'"),
            Map.entry("″", "\""),
            Map.entry("‐", "-"),
            Map.entry("‑", "-"),
            Map.entry("−", "-"),
            Map.entry("﹣", "-"),
            Map.entry("‒", "–"),
            Map.entry("～", "~"),
            Map.entry("〜", "~"),
            Map.entry("￥", "¥"),
            Map.entry("￡", "£"),
            Map.entry("﹪", "%"),
            Map.entry("⁄", "/"),
            Map.entry("∶", ":"),
            Map.entry("℃", "°C"),
            Map.entry("℉", "°F"),
            Map.entry("µ", "μ"),
            Map.entry("Ω", "Ω"),
            Map.entry("\u2028", "\n"),
            Map.entry("\u2029", "\n"),
            Map.entry("\u0085", "\n"),
            Map.entry("\r", "\n"));

    private static final String FULL_WIDTH_SIGNS = "％＋－＝＠＃＆／＊＜＞＄＿．｜＼＾＂＇";

    private Typography() {}

    /** The same text in plain signs. Does nothing the second time. */
    public static String plain(String text) {
        var roman = ROMAN.matcher(text).replaceAll(match -> roman(match.group()));
        var parted = FRACTION.matcher(roman).replaceAll(" ");
        var powers = POWER.matcher(parted).replaceAll(match -> "^" + Normalizer.normalize(match.group(), Form.NFKC));
        var plain = new StringBuilder(powers.length());
        powers.codePoints().forEach(c -> append(plain(c), plain));
        return Normalizer.normalize(plain, Form.NFC);
    }

    /** Rules rely on it that no two blanks stand side by side. */
    private static void append(String sign, StringBuilder plain) {
        char last = plain.isEmpty() ? 'x' : plain.charAt(plain.length() - 1);
        if (sign.equals("\n") && last == ' ') {
            plain.setLength(plain.length() - 1);
            append(sign, plain);
        } else if (!sign.isBlank() || last != ' ' && last != '\n') {
            plain.append(sign);
        }
    }

    private static String roman(String numeral) {
        var letters = Normalizer.normalize(numeral, Form.NFKC);
        var value = RomanNumerals.value(letters.toUpperCase(Locale.ROOT));
        return value.isPresent() ? Integer.toString(value.getAsInt()) : letters;
    }

    private static String plain(int c) {
        var sign = Character.toString(c);
        var same = SAME.get(sign);
        if (same != null) {
            return same;
        }
        if (Character.isDigit(c)) {
            return Integer.toString(Character.digit(c, 10));
        }
        if (c == '\n') {
            return sign;
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return " ";
        }
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> "";
            case Character.CONTROL -> " ";
            default -> isVariant(c, sign) ? variant(sign) : sign;
        };
    }

    private static boolean isVariant(int c, String sign) {
        return c >= 0xff10 && c <= 0xff5a && Character.isLetterOrDigit(c)
                || FULL_WIDTH_SIGNS.contains(sign)
                || c >= 0x2080 && c <= 0x209c // subscripts
                || c >= 0x2150 && c <= 0x215e // vulgar fractions
                || "¼½¾".contains(sign)
                || c >= 0x2460 && c <= 0x24ff // circled
                || c >= 0x3200 && c <= 0x33ff // squared
                || c >= 0x1d400 && c <= 0x1d7ff; // mathematical letters
    }

    private static String variant(String sign) {
        var plain = Normalizer.normalize(sign, Form.NFKC).replace('⁄', '/');
        boolean area = plain.matches("[a-zμ]++[23]");
        return area ? plain.replace('2', '²').replace('3', '³') : plain;
    }
}
