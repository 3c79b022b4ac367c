package dev.yinsong.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A durable PostgreSQL server of our own on 127.0.0.1, its data kept in a directory between starts.
 *
 * <p>The server is a separate process that outlives neither {@link #close} nor this JVM, however that ends. A start
 * recovers what a killed server left behind. The only role is {@value #USER} with password {@value #PASSWORD}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The role that owns every database. */
    public static final String USER = "yinsong";

    /** Its password: the server listens on the loopback address only. */
    public static final String PASSWORD = "yinsong";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Stops the server when our end of its standard input closes, which the kernel does even after kill -9. */
    private static final String WATCHDOG = """
            trap '' INT TERM HUP QUIT
            cat >/dev/null
            [ "$(head -n 1 "$1" 2>/dev/null)" = "$2" ] && kill -INT "$2"
            exit 0
            """;

    private final Path data;
    private final Path log;
    private final Path programs;
    private final int port;
    private final Directories.Lock lock;
    private Process watchdog;

    /**
     * Starts the server.
     *
     * @param directory holds the data, the log and the lock; created if needed
     * @param port to listen on, or 0 for a free one
     * @throws Ports.PortTaken if somebody listens there
     * @throws Directories.InUse if another process runs a server on this directory
     */
    public static EmbeddedPostgres start(Path directory, int port) throws IOException, InterruptedException {
        var lock = Directories.lock(directory);
        try {
            return new EmbeddedPostgres(directory.toAbsolutePath(), port, lock);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private EmbeddedPostgres(Path directory, int port, Directories.Lock lock) throws IOException, InterruptedException {
        this.data = directory.resolve("data");
        this.log = directory.resolve("postgresql.log");
        this.programs = PostgresBinaries.unpacked().resolve("bin");
        this.lock = lock;
        initialise(directory);
        endLeftover();
        this.port = Ports.require(port, "PostgreSQL");
        launch();
        this.watchdog = watch();
    }

    /** The port that the server listens on. */
    public int port() {
        return port;
    }

    /** JDBC's address of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The Vert.x client's address of a database. */
    public String reactiveUrl(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Creates a database unless it is there already. */
    public void createDatabase(String database) throws SQLException {
        if (!database.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a plain database name: " + database);
        }
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, PASSWORD);
                var known = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            known.setString(1, database);
            try (var rows = known.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
            try (var create = connection.createStatement()) {
                create.execute("create database " + database);
            }
        }
    }

    /** Stops the server, until it is to {@link #resume}: an outage for those who use it. */
    public synchronized void pause() throws IOException, InterruptedException {
        try {
            stop();
        } finally {
            watchdog.getOutputStream().close();
        }
    }

    /** Starts a paused server again, with the same data and port. */
    public synchronized void resume() throws IOException, InterruptedException {
        launch();
        watchdog = watch();
    }

    /** Stops the server in an orderly way, ending open connections. The data stays. */
    @Override
    public synchronized void close() throws IOException, InterruptedException {
        try {
            stop();
        } finally {
            watchdog.getOutputStream().close();
            lock.close();
        }
    }

    private void stop() throws IOException, InterruptedException {
        run(List.of("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60"), "stop");
    }

    /** Makes the cluster in a folder aside, so that an interrupted attempt is never taken for a cluster. */
    private void initialise(Path directory) throws IOException, InterruptedException {
        if (Files.isDirectory(data)) {
            return;
        }
        var fresh = directory.resolve("data.new");
        Directories.delete(fresh);
        var password = Files.createTempFile(directory, "password", "");
        try {
            Files.writeString(password, PASSWORD);
            run(
                    List.of(
                            "initdb",
                            "-D",
                            fresh.toString(),
                            "-U",
                            USER,
                            "--pwfile=" + password,
                            "-A",
                            "scram-sha-256",
                            "-E",
                            "UTF8",
                            "--no-locale"),
                    "create its data directory");
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, data);
    }

    /** After kill -9: stops a server that still runs on our data, or removes the process file of a dead one. */
    private void endLeftover() throws IOException, InterruptedException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        var server = ProcessHandle.of(serverPid(file))
                .filter(process ->
                        process.info().command().orElse("").endsWith("/postgres")); // else the number was reused
        if (server.isPresent()) {
            try {
                stop();
            } catch (IOException e) {
                // The watchdog of the killed process may be stopping it, too: it removes its file before it has ended.
                if (server.get().isAlive() && (Files.exists(file) || !ends(server.get()))) {
                    throw e;
                }
            }
        }
        Files.deleteIfExists(file);
    }

    private void launch() throws IOException, InterruptedException {
        var options = String.join(
                " -c ",
                "-p " + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "max_connections=100",
                "shared_buffers=64MB",
                "timezone=UTC",
                "lc_messages=C");
        var command = List.of(
                "pg_ctl", "start", "-D", data.toString(), "-l", log.toString(), "-w", "-t", "60", "-o", options);
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var before = Files.exists(log) ? Files.size(log) : 0;
            try {
                run(command, "start");
                return;
            } catch (IOException e) {
                var said = said(before);
                // The workers of a killed server need a moment to notice and let go of its shared memory.
                if (!said.contains("pre-existing shared memory block")
                        || Instant.now().isAfter(deadline)) {
                    throw new IOException(e.getMessage() + " Its log " + log + " says:\n" + said, e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private String said(long from) throws IOException {
        if (!Files.exists(log)) {
            return "(nothing)";
        }
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(from);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private Process watch() throws IOException {
        var file = data.resolve("postmaster.pid");
        return new ProcessBuilder(
                        "sh", "-c", WATCHDOG, "yinsong-watchdog", file.toString(), Long.toString(serverPid(file)))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static long serverPid(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip).map(Long::parseLong).orElse(-1L);
        } catch (NoSuchFileException e) {
            return -1; // it has ended meanwhile
        } catch (NumberFormatException e) {
            return -1; // cut short by a crash: no server of ours
        }
    }

    private static boolean ends(ProcessHandle server) throws InterruptedException {
        try {
            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of process " + server.pid() + " can't be waited for", e);
        }
    }

    private void run(List<String> command, String purpose) throws IOException, InterruptedException {
        var full = new ArrayList<>(Superuser.prefix());
        full.add(programs.resolve(command.getFirst()).toString());
        full.addAll(command.subList(1, command.size()));
        var output = Files.createTempFile("yinsong-postgresql", ".out");
        try {
            var builder = new ProcessBuilder(full)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("LC_ALL", "C");
            var process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("PostgreSQL did not " + purpose + " within " + PATIENCE.toSeconds() + " s.");
            }
            if (process.exitValue() != 0) {
                throw new IOException("PostgreSQL did not " + purpose + ": "
                        + Files.readString(output).strip());
            }
        } finally {
            Files.delete(output);
        }
    }
}
