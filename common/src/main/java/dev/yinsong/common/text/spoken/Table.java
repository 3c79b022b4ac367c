package dev.yinsong.common.text.spoken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Rows of a resource beside this class: columns parted by tabs, {@code #} begins a remark. */
final class Table {

    private Table() {}

    /**
     * The rows, each with as many columns as wanted; those at the end of a row may be left out, and are empty.
     *
     * @throws IllegalStateException when a row has more
     */
    static List<List<String>> rows(String resource, int columns) {
        try (var in = Objects.requireNonNull(Table.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> row(line, columns, resource))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " could not be read", e);
        }
    }

    private static List<String> row(String line, int columns, String resource) {
        var row = new String[columns];
        Arrays.fill(row, "");
        var cells = line.split("\t");
        if (cells.length > columns) {
            throw new IllegalStateException(resource + " has a row with more than " + columns + " columns: " + line);
        }
        System.arraycopy(cells, 0, row, 0, cells.length);
        return List.of(row);
    }
}
