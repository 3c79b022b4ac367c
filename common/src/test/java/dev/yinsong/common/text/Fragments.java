package dev.yinsong.common.text;

import java.util.List;
import java.util.stream.Stream;

/** What rules look for, in pieces: put together at random they find what nobody thought of. */
public final class Fragments {

    private static final String PRINTED = """
            1 2 10 2024 05 007 1,234 3.14 . - – ~ : / % $ ¥ € 年 月 日 号 点 元 第 折 分 个 km kg /h m² °C ° ( ) （ ） [ ] 《 》 “ ” " '
            ’ the of I have cats Mr. Dr. Li St. e.g. etc. vs. U.S. II VIII Chapter Henry Dec. May 25th 1st am pm p.m. http:// www.
            example.com a@b.com C:\\ _ v2. + = & # @ ^ ² ³ × x X … ... —— — ， 。 ！ ？ ! ; ： 、 , 电话 Room 航班 CA 京A· ½ ① Ⅳ ㎡ ℃
            １ ٣ * | < > ` \\ A b 猫 の é 😀 RMB USD k M No. 下跌 打 Mon Fri 's s
            Peter I' 50/50 24/7 -5 _x_ ** ~~ £20 Wall Ave. lbs. 5' :-) <3 '05 90s th A- 000 ZIP
            """;

    public static final List<String> ALL = Stream.concat(
                    PRINTED.lines().flatMap(line -> Stream.of(line.split(" "))),
                    Stream.of(" ", "  ", "\n", "\t", "\u200b"))
            .toList();

    private Fragments() {}
}
