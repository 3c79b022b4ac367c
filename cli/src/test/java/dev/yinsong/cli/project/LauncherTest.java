package dev.yinsong.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.Main;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code yinsong}, in a checkout that is built, with a Maven that only notes what it is asked for. */
class LauncherTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path checkout = Path.of("");

    @BeforeEach
    void build() throws IOException {
        Files.copy(Project.root().resolve("yinsong"), checkout.resolve("yinsong"));
        program("mvnw", "echo \"$*\" >>maven-calls");
        for (var service : List.of("ingest", "trainer", "synth")) {
            var folder = Files.createDirectories(checkout.resolve(service + "-service/target/quarkus-app"));
            Files.createFile(folder.resolve("quarkus-run.jar"));
        }
        commandLine(Files.createDirectories(checkout.resolve("cli/target")).resolve("cli.jar"));
        Files.createDirectories(checkout.resolve("common/src/main"));
        Files.createFile(Files.createDirectory(checkout.resolve("target")).resolve("built"));
    }

    @Test
    void passesOnNamesOfFilesAndWordsInAnyLocale() throws Exception {
        var made = "name=$'gr\\xc3\\xbc\\xc3\\x9fe.mp3' && touch $name && "; // grüße, whatever this JVM's locale

        var ran = bash(made + "./yinsong clips add anna $name", Map.of("LANG", "C", "LC_ALL", "C"));

        assertThat(ran.output()).contains("grüße.mp3 is neither a folder nor a zip.");
        assertThat(ran.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-pl common", "-o -rf cli", "-Dtest=A -pl common"})
    void buildsWhatChangedAfterTestsOfSomeModules(String arguments) throws Exception {
        change();

        bash("./yinsong test " + arguments + "; ./yinsong build");

        assertThat(mavenCalls()).hasSize(2);
        assertThat(mavenCalls().getLast()).endsWith("package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-Dit.test=OutagesIT"})
    void buildsNothingAgainAfterTestsOfAllModules(String arguments) throws Exception {
        change();

        bash("./yinsong test " + arguments + "; ./yinsong build");

        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void namesTheTestsThatFailedBesideTheSum() throws Exception {
        Files.writeString(Files.createDirectories(checkout.resolve("fresh")).resolve("TEST-Soak.xml"), """
                <testsuite name="Soak" time="3.1" tests="4" errors="0" skipped="1" failures="1">
                  <testcase name="stays flat" classname="Soak" time="1"/>
                  <testcase name="[1] &quot;a &amp; b&quot;" classname="Soak" time="2">
                    <failure message="expected: &lt;1&gt;&#10; but was: &lt;2&gt;" type="Mismatch"><![CDATA[at Soak.java]]></failure>
                  </testcase>
                </testsuite>
                """);
        program("mvnw", "mkdir -p cli/target/surefire-reports && cp fresh/* cli/target/surefire-reports");

        var ran = bash("./yinsong test");

        assertThat(ran.output()).endsWith("""
                FAILED Soak.[1] "a & b" (Mismatch): expected: <1> …
                2 passed, 1 failed, 1 skipped
                """);
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void saysWhyItCannotBuildHere() throws Exception {
        change();
        program("bin/mkdir", """
                case $* in
                    */building) echo "mkdir: cannot create directory: No space left on device" >&2; exit 1 ;;
                esac""");

        var ran = bash("PATH=$PWD/bin:$PATH ./yinsong build");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.output())
                .isEqualTo("Can't build here: mkdir: cannot create directory: No space left on device\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkdir target/building", "mkdir target/building && (echo $BASHPID >target/building/pid)"})
    void takesOverFromABuildThatDied(String death) throws Exception {
        change();
        program("bin/sleep", ""); // so that the seconds of patience are none

        var ran = bash(death + " && PATH=$PWD/bin:$PATH ./yinsong build");

        assertThat(ran.status()).isZero();
        assertThat(mavenCalls()).hasSize(1);
        assertThat(checkout.resolve("target/building")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exec ./yinsong build", "sleep 60 & echo $! >target/building/pid; ./yinsong build && kill $!"})
    void takesOverALockWhoseNumberWasGivenToAnother(String build) throws Exception {
        change();

        var ran = bash("mkdir target/building && echo $$ >target/building/pid; " + build);

        assertThat(ran.status()).isZero();
        assertThat(mavenCalls()).hasSize(1);
        assertThat(checkout.resolve("target")).isDirectoryNotContaining("glob:**/building*");
    }

    @Test
    void waitsForABuildThatLives() throws Exception {
        change();
        program(
                "yinsong-of-another",
                "until grep -q waiting output; do sleep 0.1; done; mv target/building target/over");

        var ran = bash("mkdir target/building; ./yinsong-of-another & echo $! >target/building/pid; ./yinsong build");

        assertThat(ran.output()).startsWith("Another ./yinsong is building here; waiting for it.");
        assertThat(checkout.resolve("target/over")).exists();
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void findsItsProjectWhateverFoldersAShellLooksInto() throws Exception {
        Files.createDirectories(checkout.resolve("elsewhere/sub"));
        Files.createDirectory(checkout.resolve("sub"));

        var ran = bash("ln -s ../yinsong sub/link; CDPATH=elsewhere bash sub/link build");

        assertThat(ran.output()).isEmpty();
        assertThat(ran.status()).isZero();
    }

    /** The real command line, from where the tests have it. */
    private static void commandLine(Path jar) throws IOException {
        var classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(Path::toUri)
                .map(URI::toString)
                .collect(Collectors.joining(" "));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    /** Makes a source newer than the build. */
    private void change() throws IOException {
        Files.setLastModifiedTime(checkout.resolve("target/built"), FileTime.from(Instant.EPOCH));
        Files.createFile(checkout.resolve("common/src/main/Changed.java"));
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(checkout.resolve("maven-calls"));
    }

    private void program(String name, String script) throws IOException {
        var file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ran bash(String script) throws IOException, InterruptedException {
        return bash(script, Map.of());
    }

    private Ran bash(String script, Map<String, String> environment) throws IOException, InterruptedException {
        var output = checkout.resolve("output");
        var builder = new ProcessBuilder("bash", "-c", script)
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_")); // bash warns of those not installed
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var ended = process.waitFor(PATIENCE);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        assertThat(ended).as("ends by itself").isTrue();
        return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Ran(int status, String output) {}
}
