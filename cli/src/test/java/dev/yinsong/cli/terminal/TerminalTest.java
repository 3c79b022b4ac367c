package dev.yinsong.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    @Test
    void printsPlainLinesOnlyWhereOutputIsNoTerminal() {
        var printed = new Printed(false);
        var bar = new ProgressBar(printed.terminal(), "Uploading", 40, "clips");

        for (int done = 1; done <= 40; done++) {
            bar.at(done, "");
        }
        bar.done("40 clips");

        assertThat(printed.text()).doesNotContain("\r", "\033");
        assertThat(printed.lines()).hasSize(11).contains("Uploading 20/40 clips  ");
        assertThat(printed.lines().getLast()).startsWith("Uploading 40 clips in ");
    }

    @Test
    void redrawsTheLiveLineBelowLinesThatStay() {
        var printed = new Printed(true);

        printed.terminal().live("step 1");
        printed.terminal().line("published");
        printed.terminal().clear();

        assertThat(printed.text())
                .isEqualTo("\r\033[Kstep 1\r\033[Kpublished" + System.lineSeparator() + "step 1\r\033[K");
    }

    @ParameterizedTest
    @CsvSource({"80", "20"})
    void cutsALiveLineAtItsEndSoThatItNeverWraps(int width) {
        var printed = new Printed(true, width);

        printed.terminal().live("  step 12/900" + "  LLM 2.3750 nats/token".repeat(6));

        assertThat(printed.text()).startsWith("\r\033[K  step 12/900").endsWith("…");
        assertThat(printed.text().substring("\r\033[K".length())).hasSizeLessThan(width);
    }

    @ParameterizedTest
    @CsvSource({"132, 132", "20, 20", "7, 20", "0, 80", "-1, 80", "'', 80", "wide, 80"})
    void isAsWideAsItIsToldOrElseAsTerminalsUsuallyAre(String columns, int width) {
        assertThat(Terminal.width(columns)).isEqualTo(width);
    }

    @Test
    void alignsTheColumnsOfATable() {
        var table = new Table("VOICE", "CLIPS");
        table.row("anna", "12");
        table.row("bartholomew", "3");

        assertThat(table.lines()).containsExactly("VOICE         CLIPS", "anna          12", "bartholomew   3");
    }

    @Test
    void drawsAFallingCurveFromTheUpperLeftToTheLowerRight() {
        var values = IntStream.range(0, 8).mapToObj(i -> 8.0 - i).toList();

        var lines = Chart.draw(values, 60, 2);

        assertThat(lines).containsExactly("   8.0000 │█▆▄▂", "   1.0000 │████▇▅▃▁");
    }

    @Test
    void averagesMoreValuesThanColumnsAndLeavesGapsForMissingOnes() {
        assertThat(Chart.draw(List.of(1.0, 3.0, 5.0, 7.0), 2, 1)).containsExactly("   6.0000 │▁█");
        assertThat(Chart.draw(List.of(1.0, Double.NaN, 2.0), 10, 1)).containsExactly("   2.0000 │▁ █");
        assertThat(Chart.draw(List.of(Double.NaN), 10, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"350, 350 ms", "4240, 4.2 s", "59990, 1 min 00 s", "187000, 3 min 07 s", "7500000, 2 h 05 min"})
    void saysDurationsAsPeopleDo(long millis, String text) {
        assertThat(Durations.text(Duration.ofMillis(millis).toNanos())).isEqualTo(text);
    }
}
