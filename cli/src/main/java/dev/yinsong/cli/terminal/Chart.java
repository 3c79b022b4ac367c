package dev.yinsong.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A curve drawn with block characters, as high as the terminal's lines allow, its largest and smallest value beside it. */
public final class Chart {

    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";

    private Chart() {}

    /**
     * Draws values from left to right. Values that are not finite leave a gap.
     *
     * @param values the curve; more values than columns are averaged, fewer stay as they are
     * @param width columns of the drawing, without the numbers at its left
     * @param height lines
     * @return lines from top to bottom; none if there is no finite value
     */
    public static List<String> draw(List<Double> values, int width, int height) {
        var columns = columns(values, width);
        var finite = columns.stream().filter(Double::isFinite).toList();
        if (finite.isEmpty()) {
            return List.of();
        }
        double low = finite.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = finite.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double range = high > low ? high - low : 1;
        var lines = new ArrayList<String>();
        for (int row = height - 1; row >= 0; row--) {
            var line = new StringBuilder(label(row, height, low, high)).append(" │");
            for (double value : columns) {
                line.append(block((value - low) / range * (height * 8 - 1) + 1 - row * 8));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static List<Double> columns(List<Double> values, int width) {
        int count = Math.min(width, values.size());
        var columns = new ArrayList<Double>();
        for (int column = 0; column < count; column++) {
            int from = column * values.size() / count;
            int to = Math.max(from + 1, (column + 1) * values.size() / count);
            columns.add(values.subList(from, to).stream()
                    .filter(Double::isFinite)
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN));
        }
        return columns;
    }

    private static String label(int row, int height, double low, double high) {
        if (row == height - 1) {
            return String.format(Locale.ROOT, "%9.4f", high);
        }
        return row == 0 ? String.format(Locale.ROOT, "%9.4f", low) : " ".repeat(9);
    }

    private static char block(double eighths) {
        return Double.isNaN(eighths) ? ' ' : EIGHTHS.charAt((int) Math.clamp(Math.round(eighths), 0, 8));
    }
}
