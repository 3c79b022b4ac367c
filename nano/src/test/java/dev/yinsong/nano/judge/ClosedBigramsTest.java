package dev.yinsong.nano.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedBigramsTest {

    @TempDir
    Path folder;

    private final Map<String, Double> single = new HashMap<>();
    private final Map<String, Double> backOff = new HashMap<>();
    private final Map<String, Double> pair = new HashMap<>();

    @BeforeEach
    void writesAModel() throws IOException {
        Path file = folder.resolve("sentences.lm");
        new ClosedBigrams(List.of(List.of("the", "cat", "sat"), List.of("the", "dog", "sat"), List.of("sat")))
                .write(file);
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(" ");
            if (line.matches("-?[0-9.]+ \\S+ -?[0-9.]+")) {
                single.put(fields[1], Math.pow(10, Double.parseDouble(fields[0])));
                backOff.put(fields[1], Math.pow(10, Double.parseDouble(fields[2])));
            } else if (line.matches("-?[0-9.]+ \\S+ \\S+")) {
                pair.put(fields[1] + " " + fields[2], Math.pow(10, Double.parseDouble(fields[0])));
            }
        }
    }

    @Test
    void givesEachWordsFollowersOneProbabilityInAll() {
        for (String before : List.of("<s>", "the", "cat", "dog", "sat")) {
            double sum = 0;
            for (String next : single.keySet()) {
                sum += pair.getOrDefault(
                        before + " " + next, backOff.getOrDefault(before, 1.0) * single.getOrDefault(next, 0.0));
            }
            assertThat(sum).as("after %s", before).isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void expectsWhatFollowedMoreOften() {
        assertThat(pair).containsKeys("the cat", "cat sat", "sat </s>").doesNotContainKey("cat dog");
        assertThat(pair.get("<s> the")).isGreaterThan(pair.get("<s> sat"));
    }
}
