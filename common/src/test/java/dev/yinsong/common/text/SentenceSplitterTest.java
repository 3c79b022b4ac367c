package dev.yinsong.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {

    private static final Pattern WORDS_AND_MARKS = Pattern.compile("\\w+|[^\\w\\s]");

    /** Counts characters, so that lengths are easy to see. */
    private final SentenceSplitter splitter = new SentenceSplitter(String::length, 30, 20, 8);

    /** Upstream's sizes; a word is a token. */
    private final SentenceSplitter upstreams = new SentenceSplitter(
            piece -> (int) WORDS_AND_MARKS.matcher(piece).results().count(), 80, 60, 20);

    @Test
    void keepsAShortTextInOnePiece() {
        assertThat(splitter.split("One. Two! Three?")).containsExactly("One. Two! Three?");
        assertThat(splitter.split("  ")).isEmpty();
    }

    @Test
    void cutsAtTheEndOfASentenceBeforeAPieceGrowsTooLong() {
        assertThat(splitter.split("This one has enough letters. And so has this one here. The end is near, too."))
                .containsExactly("This one has enough letters.", "And so has this one here.", "The end is near, too.");
    }

    @Test
    void sentencesAreGivenOneByOneToWhoAsksForThem() {
        assertThat(splitter.sentences("One. Two! This one has enough letters. Bye."))
                .containsExactly("One.", "Two!", "This one has enough letters.", "Bye.");
        assertThat(splitter.sentences("  ")).isEmpty();
    }

    @Test
    void joinsAShortRestToThePieceBefore() {
        assertThat(splitter.split("This one has enough letters. Bye."))
                .containsExactly("This one has enough letters. Bye.");
    }

    @Test
    void countsWordsOfEnglishAsUpstream() {
        var fiveSentences = "These are sixteen words and marks, as upstream's function would count them. ".repeat(5);
        var sentence = "The last one makes the piece longer than eighty, so it begins the next piece of the text.";

        assertThat(upstreams.split(fiveSentences + sentence)).containsExactly(fiveSentences.strip(), sentence);
    }

    @Test
    void countsCharactersOfChineseAsUpstream() {
        var threePoems = "床前明月光，疑是地上霜。举头望明月，低头思故乡。白日依山尽，黄河入海流。欲穷千里目，更上一层楼。春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。";
        var fourth = "空山不见人，但闻人语响。返景入深林，复照青苔上。完。";

        assertThat(upstreams.split(threePoems + fourth)).containsExactly(threePoems, fourth);
    }

    @Test
    void endsAPieceWithinAChineseListAsUpstream() {
        var before = "他说：“今天天气很好。”大家都笑了。桌上有苹果、香蕉、葡萄、西瓜、桃子、梨子、草莓、樱桃、芒果、菠萝、柠檬、橙子、柚子、荔枝、龙眼、枇杷、杨梅、山楂、石榴、";
        var after = "柿子、枣子、核桃、板栗、花生、瓜子，应有尽有。你想吃什么？";

        assertThat(upstreams.split(before + after)).containsExactly(before, after);
    }

    @Test
    void cutsALongSentenceAtItsCommas() {
        assertThat(splitter.split("First comes a part of some size, then another one that is long, then the end."))
                .containsExactly("First comes a part of some size,", "then another one that is long,", "then the end.");
    }

    @Test
    void leavesNumbersTimesAndAddressesWhole() {
        assertThat(splitter.split("See example.org at 10:30 for 3.14, 1,000 or so."))
                .noneMatch(piece -> piece.endsWith("10:") || piece.endsWith("3.") || piece.endsWith("example."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We read books by J. K. Rowling.",
                "They met old Mr. Li at the lake.",
                "It was the old U.S. army again.",
                "At about six a.m. they got up."
            })
    void doesNotEndASentenceAtAnAbbreviation(String sentence) {
        assertThat(splitter.split("Here we have some sentence. " + sentence + " And this is one more to read."))
                .contains(sentence);
    }

    @Test
    void keepsClosingQuotesWithTheirSentence() {
        assertThat(splitter.split("He said: “This is all there is to say.” Nobody answered him at all."))
                .containsExactly("He said: “This is all there is to say.”", "Nobody answered him at all.");
        assertThat(splitter.split("He said: \"This is all there is to say.\" \"Nobody answered him at all.\""))
                .containsExactly("He said: \"This is all there is to say.\"", "\"Nobody answered him at all.\"");
    }

    @Test
    void keepsAnEllipsisInOnePiece() {
        assertThat(splitter.split("It went on and on and on... Then it came to an end…… It was over."))
                .containsExactly("It went on and on and on...", "Then it came to an end……", "It was over.");
    }

    @Test
    void hasNoPieceOfMarksOnly() {
        assertThat(splitter.split("... !? ——")).isEmpty();
        assertThat(splitter.split("“……” This one has enough letters. ?! …")).noneMatch(piece -> piece.matches("\\W+"));
    }

    @Test
    void halvesWhatNoMarkCuts() {
        var words = "word ".repeat(50).strip();
        var word = "😀a".repeat(100);

        assertThat(splitter.split(words)).allMatch(piece -> piece.length() <= 60 && piece.matches("word( word)*\\.?"));
        assertThat(splitter.split(word)).allMatch(piece -> piece.length() <= 60);
        assertThat(String.join("", splitter.split(word))).isEqualTo(word + ".");
    }

    @Test
    void endsEveryTextWithAMark() {
        assertThat(splitter.split("Hello")).containsExactly("Hello.");
        assertThat(splitter.split("你好")).containsExactly("你好。");
        assertThat(splitter.split("“你好。”")).containsExactly("“你好。”");
    }

    @Test
    void losesNothing() {
        var text = "床前明月光，疑是地上霜。举头望明月，低头思故乡。白日依山尽，黄河入海流。欲穷千里目，更上一层楼。春眠不觉晓，处处闻啼鸟。";

        var pieces = splitter.split(text);

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", pieces)).isEqualTo(text);
    }
}
