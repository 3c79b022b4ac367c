package dev.yinsong.common.tensorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What this project writes, read under the rules of {@code torch.load(weights_only=True)} by plain Python: skipped where
 * that is not installed.
 */
class WeightsOnlyTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    Path folder;

    @Test
    void letsEveryTensorThroughThatWasWritten() throws Exception {
        var file = folder.resolve("own.pt");
        TorchFile.write(file, ManyKinds.tensors());

        assertThat(read(file)).isEqualTo("""
                OrderedDict 6
                b.weight FloatStorage [2, 3] [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
                a.count LongStorage [] [1099511627776]
                half HalfStorage [1] [1.0]
                brain BFloat16Storage [1] [16384]
                flag BoolStorage [2] [False, True]
                empty FloatStorage [0, 4] []
                """);
    }

    private static String read(Path file) throws IOException, InterruptedException, URISyntaxException {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: there is no " + PYTHON);
        var script = Path.of(Objects.requireNonNull(WeightsOnlyTest.class.getResource("weights_only.py"))
                .toURI());
        var process = new ProcessBuilder(PYTHON.toString(), script.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
