package dev.yinsong.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker with its own controller (KRaft) in this JVM on 127.0.0.1, its data kept between starts.
 *
 * <p>Nothing is ever dropped for its age: one machine's events are few, and a laptop may sleep for a month. A start
 * after a crash recovers the log. Logging goes to SLF4J.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final Path data;
    private final int port;
    private KafkaRaftServer server;

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @param directory holds the data; created if needed
     * @param port to listen on, or 0 for a free one
     * @throws Ports.PortTaken if somebody listens there
     */
    public static EmbeddedKafka start(Path directory, int port) throws IOException {
        return new EmbeddedKafka(directory.toAbsolutePath(), Ports.require(port, "Kafka"));
    }

    private EmbeddedKafka(Path directory, int port) throws IOException {
        this.port = port;
        this.data = directory.resolve("data");
        Files.createDirectories(directory);
        var controllerPort = Ports.free();
        if (!Files.isDirectory(data)) {
            format(directory, controllerPort);
        }
        announceItsEnd();
        this.server = startup(controllerPort);
    }

    /** Kafka ends the whole process when it can't write any more, on a full disk for one; without a word, if let. */
    private void announceItsEnd() {
        var line = "Kafka stopped by itself, and everything with it: can it still write to " + data
                + "? The log of this process says more.";
        Exit.setHaltProcedure((status, message) -> {
            System.err.println(line);
            Runtime.getRuntime().halt(status);
        });
        Exit.setExitProcedure((status, message) -> {
            System.err.println(line);
            System.exit(status);
        });
    }

    private KafkaRaftServer startup(int controllerPort) {
        var starting = new KafkaRaftServer(new KafkaConfig(settings(data, controllerPort), false), Time.SYSTEM);
        starting.startup();
        return starting;
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker, until it is to {@link #resume}: an outage for those who use it. */
    public synchronized void pause() {
        close();
    }

    /** Starts a paused broker again, with the same data and address. */
    public synchronized void resume() {
        server = startup(Ports.free());
    }

    /** Stops the broker in an orderly way. The data stays. */
    @Override
    public synchronized void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Formats a folder aside, so that an interrupted attempt is never taken for a log. */
    private void format(Path directory, int controllerPort) throws IOException {
        var fresh = directory.resolve("data.new");
        Directories.delete(fresh);
        var file = directory.resolve("format.properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings(fresh, controllerPort).store(out, null);
        }
        var said = new ByteArrayOutputStream();
        var status = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException("Kafka could not format " + fresh + ": " + said.toString(StandardCharsets.UTF_8));
        }
        Files.delete(file);
        Files.move(fresh, directory.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Properties settings(Path data, int controllerPort) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", data.toString());

        settings.put("num.partitions", "4");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "2");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");

        settings.put("log.retention.ms", "-1");
        settings.put("offsets.retention.minutes", "5256000"); // ten years
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.index.size.max.bytes", "1048576");
        return settings;
    }
}
