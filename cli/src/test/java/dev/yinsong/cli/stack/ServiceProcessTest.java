package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yinsong.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final int port = Ports.free();

    @Test
    void startsAServiceAgainThatWasKilledAndSaysSo() throws Exception {
        try (var service = service(Integer.toString(port))) {
            service.awaitReady(PATIENCE);
            var first = service.pid();

            kill(service);

            await().atMost(PATIENCE).until(() -> said.size() == 2);
            assertThat(service.pid()).isNotEqualTo(first);
            assertThat(said.getFirst())
                    .startsWith("The fake service ended with status 137 (killed); starting it again.")
                    .contains("listening");
            assertThat(said.getLast()).isEqualTo("The fake service is ready again (process " + service.pid() + ").");
        }
    }

    @Test
    void startsAServiceAgainWhoseLogWasRemoved() throws Exception {
        try (var service = service(Integer.toString(port))) {
            service.awaitReady(PATIENCE);
            Files.delete(folder.resolve("fake.log"));

            kill(service);

            await().atMost(PATIENCE).until(() -> said.size() == 2);
            assertThat(said.getFirst()).contains("starting it again", "(it can't be read: ");
            assertThat(said.getLast()).startsWith("The fake service is ready again");
        }
    }

    @Test
    void triesOnceMoreWhenAServiceCannotBeStartedAgain() throws Exception {
        try (var service = service(Integer.toString(port))) {
            service.awaitReady(PATIENCE);
            Files.delete(folder.resolve("fake.log"));
            Files.createDirectory(folder.resolve("fake.log"));

            kill(service);
            await().atMost(PATIENCE).until(() -> said.size() == 2);
            Files.delete(folder.resolve("fake.log"));

            await().atMost(PATIENCE).until(() -> said.getLast().contains("is ready again"));
            assertThat(said.get(1)).startsWith("The fake service could not be started again");
        }
    }

    @Test
    void stopsForGoodWhenClosed() throws Exception {
        var service = service(Integer.toString(port));
        service.awaitReady(PATIENCE);
        var process = ProcessHandle.of(service.pid()).orElseThrow();

        service.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void showsTheEndOfTheLogOfAServiceThatDoesNotStart() throws Exception {
        try (var service = service()) {
            assertThatThrownBy(() -> service.awaitReady(PATIENCE))
                    .isInstanceOf(ServiceFailed.class)
                    .hasMessageContaining("ended at its start with status 3")
                    .hasMessageContaining("Caused by: no port was given");
        }
    }

    @Test
    void saysWhatKeepsAServiceFromBeingReady() throws Exception {
        try (var service = service(Integer.toString(port), "it has lost its voice")) {
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(folder.resolve("fake.log")).contains("listening"));

            assertThatThrownBy(() -> service.awaitReady(Duration.ofMillis(100)))
                    .isInstanceOf(ServiceFailed.class)
                    .hasMessageContaining(
                            "was not ready after 100 ms (it answers, and is not ready: warm-up (it has lost its voice))");
        }
    }

    private static void kill(ServiceProcess service) {
        ProcessHandle.of(service.pid()).orElseThrow().destroyForcibly();
    }

    private ServiceProcess service(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                FakeService.class.getName()));
        command.addAll(List.of(arguments));
        return new ServiceProcess(
                "fake",
                command,
                Map.of(),
                URI.create("http://127.0.0.1:" + port + "/q/health/ready"),
                new LogFile(folder.resolve("fake.log")),
                HttpClient.newHttpClient(),
                said::add);
    }
}
