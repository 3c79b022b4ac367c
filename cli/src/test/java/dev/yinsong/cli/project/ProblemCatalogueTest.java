package dev.yinsong.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/problems.md against the sources of all modules. */
class ProblemCatalogueTest {

    /**
     * {@code urn:problem:name} written out, with title and status where they stand beside it; or name, title and status as
     * a problem's constructor takes them.
     */
    private static final Pattern TYPE =
            Pattern.compile("\"urn:problem:([a-z]+(?:-[a-z]+)*)\"(?:\\),\\s*\"[^\"]*\",\\s*([45]\\d\\d),)?"
                    + "|\\(\\s*\"([a-z]+(?:-[a-z]+)*)\",\\s*\"[^\"]*\",\\s*([45]\\d\\d),");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([45]\\d\\d) \\|");

    @Test
    void documentsEveryProblemThatAServiceMayAnswerWith() throws IOException {
        assertThat(documented().keySet()).containsAll(inSources().keySet());
    }

    @Test
    void givesEveryProblemTheStatusThatItIsAnsweredWith() throws IOException {
        var documented = documented();

        inSources()
                .forEach((name, statuses) ->
                        assertThat(documented.get(name)).as(name).containsAll(statuses));
    }

    /** The statuses of each problem's rows. */
    private static Map<String, Set<String>> documented() throws IOException {
        var statuses = new TreeMap<String, Set<String>>();
        var rows = ROW.matcher(Files.readString(Project.root().resolve("docs/problems.md")));
        while (rows.find()) {
            statusesOf(rows.group(1), statuses).add(rows.group(2));
        }
        return statuses;
    }

    /** The statuses that stand beside each problem's name; none where they stand elsewhere. */
    private static Map<String, Set<String>> inSources() throws IOException {
        var statuses = new TreeMap<String, Set<String>>();
        for (var module : new String[] {"common", "access", "ingest-service", "trainer-service", "synth-service"}) {
            try (var files = Files.walk(Project.root().resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> read(file, statuses));
            }
        }
        assertThat(statuses).containsKeys("missing-api-key", "unavailable");
        assertThat(statuses.get("voice-not-found")).containsExactly("404");
        assertThat(statuses.get("audio-too-large")).containsExactly("413");
        return statuses;
    }

    private static void read(Path file, Map<String, Set<String>> statuses) {
        try {
            var source = Files.readString(file);
            if (source.contains("extends Problem") || source.contains("Problem.Details(")) {
                var types = TYPE.matcher(source);
                while (types.find()) {
                    boolean writtenOut = types.group(1) != null;
                    var known = statusesOf(types.group(writtenOut ? 1 : 3), statuses);
                    var status = types.group(writtenOut ? 2 : 4);
                    if (status != null) {
                        known.add(status);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> statusesOf(String name, Map<String, Set<String>> statuses) {
        return Objects.requireNonNull(statuses.computeIfAbsent(name, _ -> new TreeSet<>()));
    }
}
