package dev.yinsong.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormalizerTest {

    static List<Sample> english() {
        return Sample.read("english.tsv");
    }

    static List<Sample> chinese() {
        return Sample.read("chinese.tsv");
    }

    static List<Sample> mixed() {
        return Sample.read("mixed.tsv");
    }

    @ParameterizedTest
    @MethodSource("english")
    void writesEnglishOut(Sample sample) {
        assertThat(TextNormalizer.of("en-GB").normalize(sample.written())).isEqualTo(sample.spoken());
    }

    @ParameterizedTest
    @MethodSource("chinese")
    void writesChineseOut(Sample sample) {
        assertThat(TextNormalizer.of("zh-CN").normalize(sample.written())).isEqualTo(sample.spoken());
    }

    @ParameterizedTest
    @MethodSource("mixed")
    void writesMixedLinesOutAsChinese(Sample sample) {
        assertThat(TextNormalizer.of("auto").normalize(sample.written())).isEqualTo(sample.spoken());
    }

    @Test
    void readsEveryMixedLineOfTheReference() throws IOException {
        var lines = Files.readAllLines(ReferenceData.path("data/text/mixed_zh_en_100.txt"));

        assertThat(mixed()).extracting(Sample::written).containsAll(lines);
    }

    @Test
    void choosesByTheTextWhereTheLanguageIsOpen() {
        assertThat(TextNormalizer.of("auto").normalize("有3个")).isEqualTo("有三个");
        assertThat(TextNormalizer.of("auto").normalize("3 of them")).isEqualTo("three of them");
        assertThat(TextNormalizer.of("auto").normalize("猫が3匹")).isEqualTo("猫が3匹");
        assertThat(TextNormalizer.of("fr").normalize("3 chats")).isEqualTo("3 chats");
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN, 123, 一百二十三",
        "en, 123, one hundred twenty three",
        "auto, 123, one hundred twenty three",
        "fr, 123, 123",
        "zh-CN, 3 cats, three cats",
        "en, 有3个, 有三个",
        "zh, 猫が3匹, 猫が3匹"
    })
    void readsWhatHasNoScriptInTheSpeakersOwnLanguage(String language, String written, String spoken) {
        assertThat(TextNormalizer.ofSpeaker(language).normalize(written)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void changesNothingTheSecondTime(String language) {
        var normalizer = TextNormalizer.of(language);

        texts().forEach(text -> {
            var once = normalizer.normalize(text);
            assertThat(normalizer.normalize(once)).as("of %s", text).isEqualTo(once);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void leavesNoDigit(String language) {
        var normalizer = TextNormalizer.of(language);

        texts().forEach(text -> assertThat(normalizer.normalize(text).codePoints())
                .as("of %s", text)
                .noneMatch(Character::isDigit));
    }

    /** All samples, and heaps of what they are made of. */
    private static Stream<String> texts() {
        var samples =
                Stream.of(english(), chinese(), mixed()).flatMap(List::stream).map(Sample::written);
        var random = new Random(20);
        return Stream.concat(samples, Stream.generate(() -> heap(random)).limit(3_000));
    }

    private static String heap(Random random) {
        return IntStream.range(0, 1 + random.nextInt(9))
                .mapToObj(i -> random.nextInt(8) == 0
                        ? Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))
                        : Fragments.ALL.get(random.nextInt(Fragments.ALL.size())) + (random.nextInt(4) == 0 ? " " : ""))
                .collect(Collectors.joining());
    }
}
