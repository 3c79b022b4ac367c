package dev.yinsong.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.audio.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineAlignmentTest {

    @Test
    void givesEachLineItsStretch() {
        var aligned = LineAlignment.of(
                List.of("A line of some length.", "Short.", "And one that is quite a bit longer than these."),
                List.of(new Span(1, 2.5), new Span(3, 3.5), new Span(4, 7.5)),
                8);

        assertThat(aligned).allMatch(LineAlignment.Line::plausible);
        assertThat(aligned.get(0).span()).isEqualTo(new Span(0.7, 2.75));
        assertThat(aligned.get(1).span()).isEqualTo(new Span(2.75, 3.75));
        assertThat(aligned.get(2).span()).isEqualTo(new Span(3.75, 7.75));
    }

    @Test
    void takesAPauseForThoughtIntoTheLine() {
        var aligned = LineAlignment.of(
                List.of("A line that has a long pause for thought within it.", "And a second line of words."),
                List.of(new Span(0, 2), new Span(3, 5), new Span(5.4, 7.4)),
                7.4);

        assertThat(aligned.get(0).span().to()).isCloseTo(5.2, within(1e-9));
        assertThat(aligned.get(0).spokenSeconds()).isCloseTo(4, within(1e-9));
    }

    @Test
    void countsChineseCharactersAsSyllables() {
        var aligned = LineAlignment.of(
                List.of("今天天气很好", "Good weather today, very good."),
                List.of(new Span(0, 1.5), new Span(2, 3), new Span(3.3, 4)),
                4);

        assertThat(aligned.get(0).span().to()).isCloseTo(1.75, within(1e-9));
    }

    @Test
    void findsManyLinesAmongManyPauses() {
        var random = new Random(5);
        var lines = new ArrayList<String>();
        var stretches = new ArrayList<Span>();
        var ends = new ArrayList<Double>();
        double at = 1;
        for (int line = 0; line < 60; line++) {
            int pieces = 1 + random.nextInt(3);
            int letters = 0;
            for (int piece = 0; piece < pieces; piece++) {
                int said = 12 + random.nextInt(25);
                double seconds = said / 14.0 * (0.85 + 0.3 * random.nextDouble());
                stretches.add(new Span(at, at + seconds));
                at += seconds + (piece == pieces - 1 ? 0.6 + 0.3 * random.nextDouble() : 0.25);
                letters += said;
            }
            ends.add(stretches.getLast().to());
            lines.add("x".repeat(letters));
        }

        var aligned = LineAlignment.of(lines, stretches, at);

        for (int line = 0; line < 60; line++) {
            assertThat(aligned.get(line).span().to()).isBetween(ends.get(line), ends.get(line) + 0.31);
            assertThat(aligned.get(line).plausible()).isTrue();
        }
    }

    @Test
    void doubtsALineThatIsNotSaid() {
        var aligned = LineAlignment.of(
                List.of(
                        "A line of quite some length, with many words in it, so long.",
                        "No.",
                        "Another long line here."),
                List.of(new Span(0, 1), new Span(1.6, 6), new Span(6.6, 8)),
                8);

        assertThat(aligned).anyMatch(line -> !line.plausible());
    }

    @Test
    void refusesMoreLinesThanStretches() {
        assertThatThrownBy(() -> LineAlignment.of(List.of("One.", "Two."), List.of(new Span(0, 1)), 1))
                .isInstanceOf(AlignmentRefused.class)
                .hasMessageContaining("pause after each line");
    }
}
