package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.PhoneNumbers;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.RomanNumerals;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers that name something: accounts, rooms, flights, plates, versions; most are said digit by digit, one is 幺. */
final class Codes {

    private static final String NAMED =
            "(?<name>(?:号|(?<!起|筹|扫|源)码|邮编|电话|手机|热线|传真|房间|房号|ISBN|QQ|ID|PIN)\\s?[是为:：]?\\s?#?)";
    private static final String UNCOUNTED =
            "(?![\\d.,:：%/年月]|\\s?" + MeasureWords.ANY + "|\\s?(?:[多余几字平级行]|[KMGT]B?(?![A-Za-z])|mAh))";
    /** What is said digit by digit before such words. */
    private static final String WELL_KNOWN =
            "(?<!\\d)(?:985|211|996|618|12306)(?=\\s?(?:大促|年中|高校|大学|院校|工程|工作制" + "|毕业|本科|硕士|期间|上|网|抢票|买票|官网))";

    private static final String PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";

    private static final String FLIGHT = "(?<name>(?:航班|车次|列车|动车|高铁)号?\\s?[A-Z]{1,2})(?<code>\\d{2,4})(?!\\d)";
    private static final String TRAIN = "(?<name>\\b[A-Z]{1,2})(?<code>\\d{1,4})(?=\\s?(?:次|航班))";
    private static final String ROOM = "(?<![\\d.])(?<code>\\d{3,4})(?=\\s?(?:室|房|号房|教室|病房|宿舍|包间|路公|路车))";
    private static final String ROMAN =
            "(?<=第\\s?)[IVX]++(?![A-Za-z])" + "|(?<![A-Za-z])I[IVX]*+(?=\\s?(?:型|期|级|类|代|章|部|卷|世|度|段))";

    /** What looks like a count and is a name, so that its two stays 二. */
    private static final String SECOND = "(?<![\\d.,点])2(?=\\s?(?:年级|年生|年\\s?\\d{1,2}\\s?班|手[房车货机烟书店市商交平]|次[元方型项]|次函数"
            + "|次曲线|人转|人世界|把手|元[一二]次|元论|分之|头肌))";

    private static final Pattern NUMBER = Pattern.compile("\\d++");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{3,}+");

    private Codes() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(SECOND, "二")
                .rule("(?<!\\d)9\\.?11(?=\\s?(?:事件|恐怖))", "九一一")
                .rule("(?<!\\d)7-?11(?=\\s?(?:便利店|门店))", "七幺幺")
                .rule("(?<!\\d)985(?=[、,，/和及 ]{1,2}211(?!\\d))|(?<=(?:985|九八五)[、,，/和及 ]{1,2})211(?!\\d)", Codes::digits)
                .rule(WELL_KNOWN, Codes::digits)
                .rule("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|\\.\\d)", match -> inner(match.group(), ".", "点"))
                .rule(PhoneNumbers.GROUPS, match -> Phones.said(PhoneNumbers.groups(match.group())))
                .rule("(?<![\\w-])[A-Za-z0-9]++(?:-[A-Za-z0-9]++){2,}+(?![\\w-])", Codes::serial)
                .rule(
                        "(" + PROVINCE + "[A-Z])[·•.]?\\s?([A-Z0-9]{5,6})(?![A-Za-z0-9])",
                        match -> match.group(1) + inner(match.group(2), "", ""))
                .rule(
                        NAMED + "(?<code>\\d{3,4}(?: \\d{3,4}){1,4})(?!\\d)",
                        match -> match.group("name") + Phones.said(PhoneNumbers.groups(match.group("code"))))
                .rule(NAMED + "(?<code>\\d{3,}+)" + UNCOUNTED, match -> match.group("name") + code(match))
                .rule(FLIGHT, match -> match.group("name") + code(match))
                .rule(TRAIN, match -> match.group("name") + code(match))
                .rule(ROOM, Codes::code)
                .rule("(?<=[A-Z\\d](?:座|栋|幢|号楼|单元)\\s?)(?<code>\\d{3,4})" + UNCOUNTED + "(?!平)", Codes::code)
                .rule("(?<![\\d.])(?<code>\\d(?!00)\\d{2})(?=\\s?路)", Codes::code)
                .rule("(?<![\\d.])(?<code>\\d{3,6})(?=(?:报警|急救|火警|热线|专线))", Codes::code)
                .rule(
                        "(?<![\\d.])(?:480|720|1080|1440|2160)(?=[pPiI](?![A-Za-z]))",
                        match -> Numbers.digits(match.group()))
                .rule(
                        "(?<![\\d.])(\\d{1,2})[.·](\\d{1,2})(?=\\s?(?:晚会|假期|长假|小长假|事件|大促|事变|汶川|地震"
                                + "|妇女节|青年节|儿童节|劳动节|国庆))",
                        Codes::day)
                .rule("(?<=\\b[Rr]oom )(?<code>\\d{3,4})(?!\\d)", Codes::code)
                .rule("(?<![\\w.])[vV]?\\d++(?:\\.\\d++){2,}+", Codes::version)
                .rule(ROMAN, Codes::roman)
                .rule("(?<=[A-Za-z])-(?=\\d)", "")
                .rule(
                        "(?<=[A-Za-z])(?<!\\d[xX])(\\d{3,}+)(?![.,]\\d)",
                        match -> match.group().endsWith("00")
                                ? Numbers.cardinal(match.group())
                                : Numbers.digits(match.group()));
    }

    private static String code(MatchResult match) {
        return Numbers.code(match.group("code"));
    }

    /** A day that something is called by: 3.15晚会 is 三一五晚会, 10.1假期 is 十一假期. */
    private static String day(MatchResult match) {
        var day = match.group(2);
        return Numbers.cardinal(match.group(1)) + (day.length() > 1 ? Numbers.digits(day) : Numbers.cardinal(day));
    }

    private static String digits(MatchResult match) {
        return Numbers.code(match.group());
    }

    /** Letters with numbers between hyphens; those with short numbers only are words, such as COVID-19-Impfung. */
    private static String serial(MatchResult match) {
        var code = match.group();
        return LONG_NUMBER.matcher(code).find() ? inner(code, "-", "杠") : code;
    }

    private static String inner(String code, String sign, String word) {
        var digits = NUMBER.matcher(code).replaceAll(number -> Numbers.code(number.group()));
        return sign.isEmpty() ? digits : digits.replace(sign, word);
    }

    private static String version(MatchResult match) {
        var numbers = PhoneNumbers.groups(match.group()).stream()
                .map(Numbers::cardinal)
                .collect(Collectors.joining("点"));
        char first = match.group().charAt(0);
        return Character.isLetter(first) ? first + numbers : numbers;
    }

    private static String roman(MatchResult match) {
        var value = RomanNumerals.value(match.group());
        return value.isPresent() ? Numbers.cardinal(Integer.toString(value.getAsInt())) : match.group();
    }
}
