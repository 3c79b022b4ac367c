package dev.yinsong.common.text;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.MatchResult;

/** Mandarin: numbers and signs in characters, marks as a Chinese text has them. */
final class ChineseNormalizer implements TextNormalizer {

    static final ChineseNormalizer INSTANCE = new ChineseNormalizer();

    private static final String NUMBER = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
    private static final String DIGITS = "零一二三四五六七八九";
    private static final int LONGEST_NUMBER = 8; // digits, beyond them it is a telephone number or a code
    private static final String HAN = "\\p{IsHan}";

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("km/h", "公里每小时"),
            Map.entry("km", "公里"),
            Map.entry("cm", "厘米"),
            Map.entry("mm", "毫米"),
            Map.entry("kg", "公斤"),
            Map.entry("m²", "平方米"),
            Map.entry("m", "米"),
            Map.entry("g", "克"),
            Map.entry("℃", "摄氏度"),
            Map.entry("°C", "摄氏度"));

    private static final Map<String, String> MONEY = Map.of("¥", "元", "￥", "元", "$", "美元", "€", "欧元", "£", "英镑");

    private final Rewriting rewriting = new Rewriting()
            .rule("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})", this::date)
            .rule("(?<![\\d\\w.])-(?=\\d)", match -> "负")
            .rule("(?<=\\d)\\s?[-–~～](?=\\d)", match -> "到")
            .rule("(\\d{2,4})年", match -> digits(match.group(1)) + "年")
            .rule("([¥￥$€£])\\s?(" + NUMBER + ")(万|亿)?", this::money)
            .rule("(" + NUMBER + ")\\s?%", match -> "百分之" + cardinal(match.group(1)))
            .rule("\\b([01]?\\d|2[0-3])[:：]([0-5]\\d)(?!\\d)", this::time)
            .rule("(\\d+)/(\\d+)", match -> cardinal(match.group(2)) + "分之" + cardinal(match.group(1)))
            .rule(
                    "(" + NUMBER + ")\\s?(km/h|km|cm|mm|kg|m²|m|g|℃|°C)(?![A-Za-z])",
                    match -> cardinal(match.group(1)) + UNITS.get(match.group(2)))
            .rule("第(\\d+)", match -> "第" + cardinal(match.group(1)))
            .rule(NUMBER, match -> cardinal(match.group()))
            .rule("²", match -> "平方")
            .rule("³", match -> "立方")
            .rule("(?<=" + HAN + ")\\s+(?=" + HAN + ")", match -> "")
            .rule("(?<=" + HAN + "),", match -> "，")
            .rule("(?<=" + HAN + ")\\.(?!\\w)", match -> "。")
            .rule("(?<=" + HAN + ")\\?", match -> "？")
            .rule("(?<=" + HAN + ")!", match -> "！")
            .rule("\\s*(?:——|—| - )\\s*", match -> "，")
            .rule("[（(）)【】「」『』《》<>#*_~^|{}\\\\]", match -> "")
            .rule("[，、,]+$", match -> "。");

    @Override
    public String normalize(String text) {
        return rewriting.apply(text.strip());
    }

    private String date(MatchResult match) {
        return digits(match.group(1)) + "年" + unpadded(match.group(2)) + "月" + unpadded(match.group(3)) + "日";
    }

    private String money(MatchResult match) {
        return cardinal(match.group(2)) + (match.group(3) == null ? "" : match.group(3)) + MONEY.get(match.group(1));
    }

    private String time(MatchResult match) {
        var hour = unpadded(match.group(1)) + "点";
        var minute = match.group(2);
        if (minute.equals("00")) {
            return hour + "整";
        }
        return hour + (minute.startsWith("0") ? "零" : "") + unpadded(minute) + "分";
    }

    private static String unpadded(String digits) {
        return cardinal(Integer.toString(Integer.parseInt(digits)));
    }

    private static String cardinal(String number) {
        var plain = number.replace(",", "");
        int point = plain.indexOf('.');
        var whole = point < 0 ? plain : plain.substring(0, point);
        boolean code = whole.length() > LONGEST_NUMBER && number.indexOf(',') < 0;
        boolean padded = whole.length() > 2 && whole.startsWith("0");
        var said = code || padded || whole.length() > 15 ? digits(whole) : spelled(whole);
        return point < 0 ? said : said + "点" + digits(plain.substring(point + 1));
    }

    private static String digits(String digits) {
        var said = new StringBuilder();
        digits.chars().forEach(digit -> said.append(DIGITS.charAt(digit - '0')));
        return said.toString();
    }

    private static String spelled(String number) {
        var format = (RuleBasedNumberFormat) FORMAT.clone();
        return format.format(new BigDecimal(number)).replace('〇', '零');
    }

    private static final RuleBasedNumberFormat FORMAT =
            new RuleBasedNumberFormat(ULocale.SIMPLIFIED_CHINESE, RuleBasedNumberFormat.SPELLOUT);
}
