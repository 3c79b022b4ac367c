package dev.yinsong.cli.deadletter;

import dev.yinsong.cli.project.KafkaAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where Kafka is. */
final class Broker {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:YINSONG_KAFKA}",
            description = "The broker (default: YINSONG_KAFKA, else the one of a running ./yinsong up).")
    private @Nullable String address;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where that ./yinsong up keeps its data (default: ~/.yinsong).")
    private @Nullable Path data;

    @Option(
            names = "--kafka-settings",
            paramLabel = "FILE",
            description = "Further settings of Kafka's clients, as a properties file: security.protocol and so on.")
    private @Nullable Path file;

    /** Settings of a client of it. */
    Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        if (file != null) {
            read(file).forEach((name, value) -> settings.put(name.toString(), value));
        }
        var servers =
                address == null || address.isBlank() ? KafkaAddress.of(data).read() : address;
        settings.put("bootstrap.servers", servers);
        settings.put("default.api.timeout.ms", 15_000);
        settings.put("request.timeout.ms", 10_000);
        return settings;
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("The settings " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
