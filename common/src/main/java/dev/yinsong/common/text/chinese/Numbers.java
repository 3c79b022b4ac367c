package dev.yinsong.common.text.chinese;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;

/** Numbers in Chinese characters. Numbers are ASCII digits, perhaps with commas and a fraction. */
final class Numbers {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String CODE_DIGITS = "零幺二三四五六七八九";

    private static final int LONGEST = 16; // digits, beyond them it is a code
    private static final int LONGEST_BARE = 8; // without commas, beyond them it is a code too
    private static final long HUNDRED_MILLION = 100_000_000;
    private static final long TEN_MILLION = 10_000_000;

    private static final RuleBasedNumberFormat FORMAT =
            new RuleBasedNumberFormat(ULocale.SIMPLIFIED_CHINESE, RuleBasedNumberFormat.SPELLOUT);

    private Numbers() {}

    /** {@code 1,234.5}: 一千二百三十四点五; {@code 007}, and more than eight digits without commas: digit by digit. */
    static String cardinal(String number) {
        int point = number.indexOf('.');
        var whole = point < 0 ? number : number.substring(0, point);
        return point < 0 ? whole(whole) : whole(whole) + "点" + digits(number.substring(point + 1));
    }

    /** How many of something: as the cardinal, and two is 两. */
    static String amount(String number) {
        return number.equals("2") ? "两" : cardinal(number);
    }

    /** {@code 05}: 五. */
    static String unpadded(String digits) {
        return cardinal(digits.replaceFirst("^0+(?=\\d)", ""));
    }

    /** {@code 12.50}: 十二点五, {@code 88.00}: 八十八. */
    static String price(String number) {
        return amount(number.contains(".") ? number.replaceFirst("\\.?0*+$", "") : number);
    }

    /** One by one, as in a year: {@code 2011} is 二零一一. */
    static String digits(String digits) {
        return said(digits, DIGITS);
    }

    /** One by one, as in a telephone number: {@code 2011} is 二零幺幺. */
    static String code(String digits) {
        return said(digits, CODE_DIGITS);
    }

    private static String said(String digits, String words) {
        var said = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> said.append(words.charAt(digit - '0')));
        return said.toString();
    }

    private static String whole(String number) {
        var digits = number.replace(",", "");
        boolean bare = digits.length() == number.length();
        boolean round = digits.endsWith("0000");
        boolean padded = digits.length() > 1 && digits.startsWith("0");
        boolean code = padded || digits.length() > LONGEST || bare && digits.length() > LONGEST_BARE && !round;
        return code ? code(digits) : spelled(Long.parseLong(digits));
    }

    /** ICU counts in 兆 beyond 亿, which the mainland does not, and leaves out a 零 after 亿. */
    private static String spelled(long number) {
        if (number < HUNDRED_MILLION) {
            return headed(formatted(number));
        }
        long rest = number % HUNDRED_MILLION;
        var zero = rest < TEN_MILLION ? "零" : "";
        return spelled(number / HUNDRED_MILLION) + "亿" + (rest == 0 ? "" : zero + formatted(rest));
    }

    /** Two thousand and two myriads are 两, at the head of a number. */
    private static String headed(String words) {
        return words.startsWith("二千") || words.startsWith("二万") ? "两" + words.substring(1) : words;
    }

    /** ICU's formats are not safe to share, so each call has its own view of one that was parsed once. */
    private static String formatted(long number) {
        return FORMAT.clone().format(number).replace('〇', '零');
    }
}
