package dev.yinsong.common.speech;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected of the library that runs the graphs, whichever version of it comes next. */
class GraphRuntimeTest {

    private static final int LONG = 8_000; // characters

    /** Starts what runs graphs, as a service does. */
    public static final class Starting {

        private Starting() {}

        public static void main(String[] arguments) {
            OrtEnvironment.getEnvironment();
            System.out.println("started");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-x64", "linux-aarch64"})
    void tellsNobodyWhatItDoes(String platform) throws IOException {
        try (var library = OrtEnvironment.class.getResourceAsStream("native/" + platform + "/libonnxruntime.so")) {
            var text = new String(requireNonNull(library).readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(text.contains("events.data.microsoft.com"))
                    .as("the library knows where to send telemetry")
                    .isFalse();
        }
    }

    @Test
    void startsInAProcessWithALongCommandLine() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Dlong=" + "a".repeat(LONG),
                "-cp",
                System.getProperty("java.class.path"),
                Starting.class.getName());

        var process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("started");
        assertThat(process.waitFor()).isZero();
    }
}
