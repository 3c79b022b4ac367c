package dev.yinsong.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceSplitterTest {

    /** Counts characters, so that lengths are easy to see. */
    private final SentenceSplitter splitter = new SentenceSplitter(String::length, 30, 20, 8);

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
    void joinsAShortRestToThePieceBefore() {
        assertThat(splitter.split("This one has enough letters. Bye."))
                .containsExactly("This one has enough letters. Bye.");
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

    @Test
    void keepsClosingQuotesWithTheirSentence() {
        assertThat(splitter.split("He said: “This is all there is to say.” Nobody answered him at all."))
                .containsExactly("He said: “This is all there is to say.”", "Nobody answered him at all.");
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
