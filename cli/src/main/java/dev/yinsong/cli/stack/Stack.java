package dev.yinsong.cli.stack;

import dev.yinsong.cli.project.KafkaAddress;
import dev.yinsong.cosyvoice.JavaOptions;
import dev.yinsong.embedded.Directories;
import dev.yinsong.embedded.EmbeddedInfrastructure;
import dev.yinsong.embedded.NotStarted;
import dev.yinsong.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything running: Kafka in this process, PostgreSQL and the services as children of it.
 *
 * <p>No child outlives this process, however it ends. {@link #close} stops the services first, so that they can finish
 * what they have begun, then Kafka and PostgreSQL. It is safe to call from a shutdown hook, and twice.
 */
public final class Stack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final StackSettings settings;
    private final Consumer<String> say;
    private final KafkaAddress kafkaAddress;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private Directories.@Nullable Lock lock;
    private @Nullable EmbeddedInfrastructure infrastructure;
    private boolean closed;

    /**
     * Nothing runs yet.
     *
     * @param say takes what a person should know, a message each
     */
    public Stack(StackSettings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
        this.kafkaAddress = KafkaAddress.of(settings.data());
    }

    /**
     * Starts everything and returns when all of it takes requests.
     *
     * @throws Ports.PortTaken if somebody listens where we should
     * @throws Directories.InUse if another process runs on the same data
     * @throws NotStarted if Kafka or PostgreSQL does not start
     * @throws ServiceFailed if a service does not come up
     */
    public void start() throws IOException, InterruptedException {
        check();
        synchronized (this) {
            requireOpen();
            lock = Directories.lock(settings.data());
            Files.createDirectories(settings.work("uploads"));
            infrastructure = EmbeddedInfrastructure.start(settings.data(), 0, 0);
            kafkaAddress.write(infrastructure.bootstrapServers()); // here, for close must not have deleted it before
        }
        say.accept("Kafka on " + infrastructure.bootstrapServers() + ", PostgreSQL on 127.0.0.1:"
                + infrastructure.postgres().port());
        for (var service : Service.values()) {
            launch(service);
        }
        for (var service : Service.values()) {
            process(service).awaitReady(PATIENCE);
            say.accept(service.label() + " is ready on " + settings.address(service));
        }
    }

    /** Starts a service that was killed for good once more, and returns when it takes requests. */
    void startAgain(Service service) throws IOException, InterruptedException {
        launch(service);
        process(service).awaitReady(PATIENCE);
    }

    private synchronized void launch(Service service) throws IOException {
        requireOpen();
        services.put(service, process(service, settings.port(service), service.label(), infrastructure()));
    }

    /** Where Kafka's clients connect. */
    public String bootstrapServers() {
        return infrastructure().bootstrapServers();
    }

    /** Kafka and PostgreSQL. */
    synchronized EmbeddedInfrastructure infrastructure() {
        return Objects.requireNonNull(infrastructure, "not started");
    }

    /**
     * One more process of a service, which shares everything with the one that is there. Its owner waits for it, and
     * closes it before this.
     *
     * @param port to listen on
     */
    ServiceProcess another(Service service, int port) throws IOException {
        return process(service, port, service.label() + "-" + port, infrastructure());
    }

    /** A service's process id at this moment. */
    public long pid(Service service) {
        return process(service).pid();
    }

    @Override
    public synchronized void close() throws IOException, InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        if (lock != null) { // else the address is another's, who owns the data
            kafkaAddress.delete();
        }
        try (var ownership = lock;
                var servers = infrastructure) {
            services.values().forEach(ServiceProcess::askToStop);
            services.values().forEach(ServiceProcess::close);
        }
    }

    private void check() {
        for (var service : Service.values()) {
            Ports.require(settings.port(service), "the " + service.label() + " service");
            if (!Files.exists(service.program(settings.root()))) {
                throw new ServiceFailed("The " + service.label() + " service is not built: "
                        + service.program(settings.root()) + " is missing. Run ./yinsong build.");
            }
        }
        if (!Files.isDirectory(settings.model())) {
            throw new ServiceFailed("There is no model directory " + settings.model() + ".");
        }
    }

    /** A service's process. */
    synchronized ServiceProcess process(Service service) {
        return Objects.requireNonNull(services.get(service), "not started");
    }

    private void requireOpen() {
        if (closed) {
            throw new ServiceFailed("Stopped while starting.");
        }
    }

    private ServiceProcess process(Service service, int port, String name, EmbeddedInfrastructure servers)
            throws IOException {
        return new ServiceProcess(
                name,
                command(service, port, name, servers),
                service.environment(),
                URI.create("http://127.0.0.1:" + port + "/q/health/ready"),
                new LogFile(settings.log(name)),
                http,
                say);
    }

    private List<String> command(Service service, int port, String name, EmbeddedInfrastructure servers) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + service.heap(), "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(service.compiler());
        command.addAll(JavaOptions.ALL);
        properties(service, port, name, servers).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", service.program(settings.root()).toString()));
        return command;
    }

    private Map<String, String> properties(Service service, int port, String name, EmbeddedInfrastructure servers) {
        var properties = new TreeMap<String, String>();
        properties.put("ai.djl.offline", "true");
        properties.put("yinsong.exit-with-parent", "true");
        properties.put("yinsong.model", settings.model().toString());
        properties.put("yinsong.blobs", settings.blobs());
        properties.put("yinsong.work", settings.work("runs").toString());
        properties.put(
                "quarkus.http.body.uploads-directory", settings.work("uploads").toString());
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(port));
        properties.put("kafka.bootstrap.servers", servers.bootstrapServers());
        if (service != Service.SYNTH) { // which keeps nothing
            properties.putAll(servers.properties(service.label()));
        }
        properties.putAll(studio());
        properties.putAll(audit(settings.log(name + ".audit")));
        properties.putAll(settings.properties());
        return properties;
    }

    /** The page at the ingest service calls the others, which let only it in. */
    private Map<String, String> studio() {
        int port = settings.port(Service.INGEST);
        return Map.of(
                "yinsong.studio.origin",
                "http://127.0.0.1:" + port + ",http://localhost:" + port,
                "yinsong.studio.trainer",
                settings.address(Service.TRAINER),
                "yinsong.studio.synth",
                settings.address(Service.SYNTH));
    }

    /** Who did what, in a file of its own: a JSON object a line. */
    private static Map<String, String> audit(Path file) {
        var handler = "quarkus.log.handler.file.audit.";
        var category = "quarkus.log.category.\"yinsong.audit\".";
        return Map.of(
                handler + "enabled", "true",
                handler + "path", file.toString(),
                handler + "format", "%s%n",
                handler + "rotation.max-file-size", "100M",
                handler + "rotation.max-backup-index", "100",
                handler + "rotation.rotate-on-boot", "false", // else a hundred starts would push the oldest out
                category + "handlers", "audit",
                category + "use-parent-handlers", "false");
    }
}
