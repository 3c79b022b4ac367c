package dev.yinsong.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedInfrastructureTest {

    @TempDir
    Path directory;

    @Test
    void keepsEverythingBetweenStarts() throws Exception {
        try (var servers = EmbeddedInfrastructure.start(directory, 0, 0)) {
            Clients.insert(servers.postgres(), "first");
            Clients.send(servers.bootstrapServers(), "first");
            assertThat(cleanupPolicy(servers.bootstrapServers(), "yinsong.checkpoints"))
                    .isEqualTo("compact");
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory.resolve("postgres"), 0))
                    .isInstanceOf(Directories.InUse.class);
        }

        try (var servers = EmbeddedInfrastructure.start(directory, 0, 0)) {
            Clients.insert(servers.postgres(), "second");
            Clients.send(servers.bootstrapServers(), "second");

            assertThat(Clients.words(servers.postgres())).containsExactly("first", "second");
            assertThat(Clients.records(servers.bootstrapServers())).containsExactly("first", "second");
        }
    }

    @Test
    void recoversWhatAKilledProcessLeftBehind() throws Exception {
        var process = serversToKill();
        var database = databaseProcess();

        process.destroyForcibly();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (var servers = EmbeddedInfrastructure.start(directory, 0, 0)) {
            assertThat(Clients.words(servers.postgres())).containsExactly("before");
            assertThat(Clients.records(servers.bootstrapServers())).containsExactly("before");
            assertThat(database.isAlive()).isFalse();
        }
    }

    @Test
    void endsTheDatabaseServerWhenItsProcessIsKilled() throws Exception {
        var process = serversToKill();
        var database = databaseProcess();
        assertThat(database.isAlive()).isTrue();

        process.destroyForcibly();

        database.onExit().get(60, TimeUnit.SECONDS);
        assertThat(database.isAlive()).isFalse();
    }

    @Test
    void recoversAKilledDatabaseServer() throws Exception {
        try (var servers = EmbeddedPostgres.start(directory.resolve("postgres"), 0)) {
            servers.createDatabase("ingest");
            Clients.insert(servers, "before");
            databaseProcess().destroyForcibly();
        } catch (IOException expected) {
            assertThat(expected).hasMessageContaining("did not stop");
        }

        try (var servers = EmbeddedPostgres.start(directory.resolve("postgres"), 0)) {
            assertThat(Clients.words(servers)).containsExactly("before");
        }
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedInfrastructure.start(directory, other.getLocalPort(), 0))
                    .isInstanceOf(Ports.PortTaken.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " of 127.0.0.1, which Kafka needs");
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory.resolve("other"), other.getLocalPort()))
                    .isInstanceOf(Ports.PortTaken.class)
                    .hasMessageContaining("which PostgreSQL needs");
        }
    }

    @Test
    void saysOfEachServerThatItDidNotStartAndWhy() throws Exception {
        Files.createFile(directory.resolve("kafka"));
        Files.createFile(directory.resolve("postgres"));

        assertThatThrownBy(() -> EmbeddedInfrastructure.start(directory, 0, 0))
                .isInstanceOf(NotStarted.class)
                .hasMessageStartingWith("Kafka did not start: ")
                .hasMessageContaining(directory.resolve("kafka").toString())
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second)
                                .isInstanceOf(NotStarted.class)
                                .hasMessageStartingWith("PostgreSQL did not start: ")));
    }

    @Test
    void saysThatKafkaEndedItsProcess() throws Exception {
        var errors = directory.resolve("errors");

        var process =
                program(KafkaThatGivesUp.class).redirectError(errors.toFile()).start();

        var ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).isEqualTo(5);
        assertThat(errors).content().contains("Kafka stopped by itself").contains(directory.toString());
    }

    private Process serversToKill() throws IOException {
        var process =
                program(ServersToKill.class).redirectError(Redirect.INHERIT).start();
        Clients.awaitLine(process, "written");
        return process;
    }

    private ProcessBuilder program(Class<?> main) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                directory.toString());
    }

    private ProcessHandle databaseProcess() throws Exception {
        var first = Files.readAllLines(directory.resolve("postgres/data/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
    }

    private static String cleanupPolicy(String bootstrap, String topic)
            throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var configs = admin.describeConfigs(List.of(resource)).all().get();
            return configs.values().iterator().next().get("cleanup.policy").value();
        }
    }
}
