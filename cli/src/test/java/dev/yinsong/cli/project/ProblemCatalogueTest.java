package dev.yinsong.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/problems.md against the sources of all modules. */
class ProblemCatalogueTest {

    /** {@code urn:problem:name} written out, or name, title and status as a problem's constructor takes them. */
    private static final Pattern TYPE = Pattern.compile(
            "\"urn:problem:([a-z]+(?:-[a-z]+)*)\"|\\(\\s*\"([a-z]+(?:-[a-z]+)*)\",\\s*\"[^\"]*\",\\s*[45]\\d\\d,");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [45]\\d\\d \\|");

    @Test
    void documentsEveryProblemThatAServiceMayAnswerWith() throws IOException {
        assertThat(documented()).containsAll(inSources());
    }

    private static Set<String> documented() throws IOException {
        var names = new TreeSet<String>();
        var rows = ROW.matcher(Files.readString(Project.root().resolve("docs/problems.md")));
        while (rows.find()) {
            names.add(rows.group(1));
        }
        return names;
    }

    private static Set<String> inSources() throws IOException {
        var names = new HashSet<String>();
        for (var module : new String[] {"common", "access", "ingest-service", "trainer-service", "synth-service"}) {
            try (var files = Files.walk(Project.root().resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> names.addAll(types(file)));
            }
        }
        assertThat(names).contains("voice-not-found", "unavailable", "missing-api-key", "audio-too-large");
        return names;
    }

    private static Set<String> types(Path file) {
        try {
            var source = Files.readString(file);
            var names = new HashSet<String>();
            if (source.contains("extends Problem") || source.contains("Problem.Details(")) {
                var types = TYPE.matcher(source);
                while (types.find()) {
                    names.add(types.group(1) == null ? types.group(2) : types.group(1));
                }
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
