package dev.yinsong.cosyvoice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {

    private static final Pattern MEASURED = Pattern.compile("step (\\d+) tensors (\\d+) resident (\\d+)");
    private static final long SPREAD_MIB = 40; // what the allocator and the compiler of the JVM still move

    @TempDir
    Path directory;

    @Test
    void staysSoundAndFlatOverFiveHundredStepsWithForcedCollections() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "resident memory is read from /proc, which is absent");

        var output = soak();

        var early = measured(output, 100);
        var late = measured(output, 500);
        assertThat(late.get(0)).as("live tensors").isEqualTo(early.get(0));
        assertThat(late.get(1) - early.get(1)).as("MiB more resident").isLessThan(SPREAD_MIB);
        if (Files.exists(reference())) {
            assertThat(output).contains("reference failed 0");
        }
    }

    private static List<Long> measured(String output, int step) {
        return MEASURED.matcher(output)
                .results()
                .filter(line -> Integer.parseInt(line.group(1)) == step)
                .map(line -> List.of(Long.parseLong(line.group(2)), Long.parseLong(line.group(3))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no measurement at step " + step + " in:\n" + output));
    }

    private String soak() throws Exception {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Soak.class.getName(),
                directory.resolve("model").toString()));
        if (Files.exists(reference())) {
            command.add(reference().toString());
        }
        var log = directory.resolve("soak.log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        var output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(status).as(output).isZero();
        return output;
    }

    private static Path reference() {
        return Path.of(System.getProperty("yinsong.root", "."))
                .resolve("../shared/golden/a")
                .normalize();
    }
}
