package dev.yinsong.common.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A line and how it is said.
 *
 * @param written as typed
 * @param spoken as a native speaker reads it aloud
 */
record Sample(String written, String spoken) {

    /** The lines of a resource beside this class: written, a tab, spoken; {@code #} begins a remark. */
    static List<Sample> read(String resource) {
        try (var in = Objects.requireNonNull(Sample.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> line.split("\t", 2))
                    .map(cells -> new Sample(cells[0], cells[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return written;
    }
}
