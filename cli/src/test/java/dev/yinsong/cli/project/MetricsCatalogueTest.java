package dev.yinsong.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/operations.md against the sources of all modules. */
class MetricsCatalogueTest {

    /** A meter as it is registered: by a builder, or by the registry itself. */
    private static final Pattern METER =
            Pattern.compile("(?:builder|counter|timer|summary|gauge|gaugeMapSize)\\(\\s*\"(yinsong\\.[a-z.]+)\"");

    @Test
    void documentsEveryMetricUnderItsNameInPrometheus() throws IOException {
        var operations = Files.readString(Project.root().resolve("docs/operations.md"));

        assertThat(inSources())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(operations).contains("`" + name.replace('.', '_')));
    }

    private static Set<String> inSources() throws IOException {
        var names = new HashSet<String>();
        for (var module : new String[] {"access", "ingest-service", "trainer-service", "synth-service"}) {
            try (var files = Files.walk(Project.root().resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> names.addAll(meters(file)));
            }
        }
        return names;
    }

    private static Set<String> meters(Path file) {
        try {
            var names = new HashSet<String>();
            var meters = METER.matcher(Files.readString(file));
            while (meters.find()) {
                names.add(meters.group(1));
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
