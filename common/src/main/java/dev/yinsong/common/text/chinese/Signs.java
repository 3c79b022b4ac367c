package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;

/** Signs that are words, and those that are not said. */
final class Signs {

    private static final String HAN = Shapes.HAN;

    private static final String DRAWN_OUT = "啊哦呀呢吧嘛哈啦噢哟耶嘿嗯哇喔喽咯嘻呵了的么吗谢";
    /** Craft and missiles, each named by a word and a number: 歼-20. */
    private static final String CRAFT = "歼|轰|运|直|苏|神舟|长征|嫦娥|天宫|天问|天舟|东风|鹰击|巨浪|风云|高分|红旗";

    /** What stands before a score, and after one. */
    private static final String SCORED = "(?:比分|总分|决赛|点球|战平|战胜|击败|战成|打成|扳成|大战|半场)";

    private static final String PLAYED = "(?:战胜|击败|大胜|完胜|险胜|取胜|获胜|力克|逆转|横扫|战平|领先|落后|不敌|负于|晋级|的比分)";

    private static final String WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]";

    private Signs() {}

    /** Signs whose meaning depends on a number beside them. */
    static Rewriting addNumericTo(Rewriting rules) {
        var temperature = Shapes.NUMBER + "\\s?(?:°[CF]|摄氏度|华氏度|度)";
        var span = Shapes.NUMBER + "\\s?[~到至]\\s?-?" + temperature;
        return rules.rule("(?<=\\d) ?- ?" + Shapes.CALCULATED, "减")
                .rule("(?<=\\d) ?- ?(?=\\d{1,4}\\s?(?:等于|是多少|得[几多\\d]))", "减")
                .rule("(?<=" + CRAFT + ")-(?=\\d)", "")
                .rule("(?<=" + SCORED + "[是为:：]?\\s?\\d{1,3})-(?=\\d{1,3}(?!\\d))", "比")
                .rule("(?<=\\d)-(?=\\d{1,3}\\s?" + PLAYED + ")", "比")
                .rule("(?<![\\w<>=-])<(?=\\d)", "小于")
                .rule("(?<![\\w<>=-])>(?=\\d)", "大于")
                .rule("(?<=\\d) ?< ?(?=[\\dA-Za-z])|(?<=[A-Za-z]) ?< ?(?=\\d)", "小于")
                .rule("(?<=\\d) ?> ?(?=[\\dA-Za-z])|(?<=[A-Za-z]) ?> ?(?=\\d)", "大于")
                .rule("(?<=[\\d%°万亿年月日号点元米]|°[CF]|[ap]m)(?:\\s?[–—~]\\s?|-| - )(?=[$€£¥]?-?\\d)", "到")
                .rule("(?<=(?:下跌|下降|减少|跌|降)[了]?\\s?)-(?=\\d)", "")
                .rule("(?<![\\w.)%])(?<!零下)-(?=" + temperature + "|" + span + ")", "零下")
                .rule("(?<![\\w.)%])-(?=(?:[$€£¥]\\s?)?\\d)", "负");
    }

    /** Signs that are left when all numbers are words. */
    static Rewriting addTo(Rewriting rules) {
        return rules.rule("#(?=号?键)", "井")
                .rule("\\*(?=号?键)", "星")
                .rule("√\\s?", "根号")
                .rule("∞", "无穷大")
                .rule("(?<![A-Za-z])([A-G])#", match -> match.group(1) + " sharp")
                .rule("(?<=\\bC)\\+\\+", "加加")
                .rule("\\s?\\+\\s?", "加")
                .rule("\\s?=\\s?", "等于")
                .rule("\\s?≈\\s?", "约等于")
                .rule("\\s?≠\\s?", "不等于")
                .rule("\\s?≤\\s?", "小于等于")
                .rule("\\s?≥\\s?", "大于等于")
                .rule("\\s?×\\s?", "乘")
                .rule("\\s?÷\\s?", "除以")
                .rule("±", "正负")
                .rule("\\s?&\\s?", "和")
                .rule("@", "艾特")
                .rule("²", "平方")
                .rule("³", "立方")
                .rule("\\s?%", "百分号")
                .rule("\\s?‰", "千分号")
                .rule("\\s?°", "度")
                .rule("€", "欧元")
                .rule("£", "英镑")
                .rule("\\$", "美元")
                .rule("¥", "元")
                // A tilde that draws a word out: 好的~ 明天见.
                .rule("(?<=" + HAN + ")(?:~{2,}+|~\\s|(?<=[" + DRAWN_OUT + "])~)\\s?(?=" + HAN + ")", "，")
                .rule("(?<=" + WEEKDAY + ")\\s?[-–—~]\\s?(?=" + WEEKDAY + ")", "到")
                .rule("(?<=" + HAN + ")\\s?[~–]\\s?(?=" + HAN + ")", "到")
                .rule("(?<=\\s)-(?=[A-Za-z])", "杠");
    }
}
