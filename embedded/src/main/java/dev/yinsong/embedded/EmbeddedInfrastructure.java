package dev.yinsong.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Kafka with Yinsong's topics and PostgreSQL with the services' databases, started together in one directory.
 *
 * <p>{@link #shared} starts one of them per JVM for tests; {@link #start} one whose owner closes it.
 */
public final class EmbeddedInfrastructure implements AutoCloseable {

    private static final List<String> DATABASES = List.of("ingest", "trainer");
    private static final String SHARED_KAFKA = "yinsong.embedded.kafka";
    private static final String SHARED_POSTGRES = "yinsong.embedded.postgres";

    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;

    /**
     * Starts both servers.
     *
     * @param directory gets the folders {@code kafka} and {@code postgres}; what is in them stays between starts
     * @param kafkaPort for Kafka, or 0 for a free one
     * @param postgresPort for PostgreSQL, or 0 for a free one
     * @throws Ports.PortTaken if somebody listens on one of them
     * @throws Directories.InUse if another process runs on this directory
     * @throws NotStarted if one of them doesn't start for another reason
     */
    public static EmbeddedInfrastructure start(Path directory, int kafkaPort, int postgresPort)
            throws InterruptedException {
        var database = CompletableFuture.supplyAsync(() -> database(directory.resolve("postgres"), postgresPort));
        EmbeddedKafka kafka;
        try {
            kafka = broker(directory.resolve("kafka"), kafkaPort);
        } catch (InterruptedException | RuntimeException e) {
            try {
                closeQuietly(database.join());
            } catch (CompletionException second) {
                e.addSuppressed(second.getCause());
            }
            throw e;
        }
        try {
            return new EmbeddedInfrastructure(kafka, database.join());
        } catch (CompletionException e) {
            kafka.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private EmbeddedInfrastructure(EmbeddedKafka kafka, EmbeddedPostgres postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /** Where Kafka's clients connect. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The broker. */
    public EmbeddedKafka kafka() {
        return kafka;
    }

    /** The database server. */
    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /** A service's settings for these servers. */
    public Map<String, String> properties(String database) {
        return properties(kafka.bootstrapServers(), postgres.port(), database);
    }

    /** Stops both; call it when nobody uses them any more. */
    @Override
    public void close() throws IOException, InterruptedException {
        try (postgres) {
            kafka.close();
        }
    }

    /**
     * The settings of a service under test, for servers that are started once per JVM on a temporary directory and
     * end with the JVM. Class loaders don't matter.
     *
     * @param database {@code ingest}, {@code trainer}, or any other plain name, which is then created
     */
    public static Map<String, String> shared(String database) {
        synchronized (System.getProperties()) { // the one object that Quarkus' class loaders share
            var bootstrap = System.getProperty(SHARED_KAFKA);
            if (bootstrap == null) {
                bootstrap = startShared();
            }
            return properties(bootstrap, Integer.getInteger(SHARED_POSTGRES, 0), database);
        }
    }

    private static String startShared() {
        try {
            var directory = Files.createTempDirectory("yinsong-test");
            var servers = start(directory, 0, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(servers, directory), "embedded-servers"));
            System.setProperty(SHARED_KAFKA, servers.bootstrapServers());
            System.setProperty(SHARED_POSTGRES, Integer.toString(servers.postgres.port()));
            return servers.bootstrapServers();
        } catch (IOException e) {
            throw new IllegalStateException("There is no folder for the embedded Kafka and PostgreSQL.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka and PostgreSQL started.", e);
        }
    }

    private static void end(EmbeddedInfrastructure servers, Path directory) {
        try {
            servers.close();
            Directories.delete(directory);
        } catch (IOException | InterruptedException e) {
            System.err.println("Embedded servers under " + directory + " did not end cleanly: " + e);
        }
    }

    private static EmbeddedKafka broker(Path directory, int port) throws InterruptedException {
        try {
            var kafka = EmbeddedKafka.start(directory, port);
            try {
                Topics.createMissing(kafka.bootstrapServers());
                return kafka;
            } catch (IOException | InterruptedException | RuntimeException e) {
                kafka.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            throw NotStarted.of("Kafka", e);
        }
    }

    private static EmbeddedPostgres database(Path directory, int port) {
        try {
            var postgres = EmbeddedPostgres.start(directory, port);
            try {
                for (var database : DATABASES) {
                    postgres.createDatabase(database);
                }
                return postgres;
            } catch (SQLException | RuntimeException e) {
                closeQuietly(postgres);
                throw e;
            }
        } catch (IOException | SQLException | RuntimeException e) {
            throw NotStarted.of("PostgreSQL", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotStarted("Interrupted while PostgreSQL started.", e);
        }
    }

    private static void closeQuietly(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException | InterruptedException e) {
            System.err.println("PostgreSQL did not end cleanly: " + e);
        }
    }

    private static Map<String, String> properties(String bootstrap, int postgresPort, String database) {
        var address = "postgresql://127.0.0.1:" + postgresPort + "/" + database;
        return Map.of(
                "kafka.bootstrap.servers",
                bootstrap,
                "quarkus.datasource.jdbc.url",
                "jdbc:" + address,
                "quarkus.datasource.reactive.url",
                address,
                "quarkus.datasource.username",
                EmbeddedPostgres.USER,
                "quarkus.datasource.password",
                EmbeddedPostgres.PASSWORD);
    }
}
