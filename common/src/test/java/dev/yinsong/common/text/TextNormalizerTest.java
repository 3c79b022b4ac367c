package dev.yinsong.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I have 3 cats. | I have three cats.
            1,234 people | one thousand two hundred thirty four people
            It is 3.14 long | It is three point one four long
            It cost $12.50. | It cost twelve dollars and fifty cents.
            It cost $1 | It cost one dollar
            $3.5 million | three point five million dollars
            50% of it | fifty percent of it
            In 1984 he left. | In nineteen eighty four he left.
            the 1920s | the nineteen twenties
            at 10:30 | at ten thirty
            at 9:05 | at nine oh five
            at 12:00 | at twelve o'clock
            the 21st day | the twenty first day
            Dr. Smith | Doctor Smith
            5 km/h | five kilometers per hour
            -4 degrees | minus four degrees
            2-3 days | two to three days
            Tom & Ann | Tom and Ann
            agent 007 | agent zero zero seven
            no numbers here, none | no numbers here, none
            """)
    void writesEnglishOut(String text, String words) {
        assertThat(TextNormalizer.of("en").normalize(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            我有3只猫。 | 我有三只猫。
            一共123个人 | 一共一百二十三个人
            长3.14米 | 长三点一四米
            2024年5月1日 | 二零二四年五月一日
            2024-05-01出发 | 二零二四年五月一日出发
            涨了50% | 涨了百分之五十
            花了¥12.5 | 花了十二点五元
            10:30见 | 十点三十分见
            9:05见 | 九点零五分见
            电话13812345678 | 电话一三八一二三四五六七八
            1/3的人 | 三分之一的人
            第12名 | 第十二名
            今天-4℃ | 今天负四摄氏度
            3-5天 | 三到五天
            你好,世界. | 你好，世界。
            床前 明月光 | 床前明月光
            10086 | 一万零八十六
            """)
    void writesChineseOut(String text, String words) {
        assertThat(TextNormalizer.of("zh-CN").normalize(text)).isEqualTo(words);
    }

    @Test
    void choosesByTheTextWhereTheLanguageIsOpen() {
        assertThat(TextNormalizer.of("auto").normalize("有3个")).isEqualTo("有三个");
        assertThat(TextNormalizer.of("auto").normalize("3 of them")).isEqualTo("three of them");
        assertThat(TextNormalizer.of("fr").normalize("3 chats")).isEqualTo("3 chats");
    }
}
