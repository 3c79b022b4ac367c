package dev.yinsong.cli.stack;

import dev.yinsong.embedded.Ports;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to start, and where.
 *
 * @param root the project, built
 * @param data holds the databases, the broker's log, the blobs, {@code logs/} and {@code work/}
 * @param model the base model's directory
 * @param ports of the services
 * @param properties further settings of all services, by name
 */
public record StackSettings(
        Path root, Path data, Path model, Map<Service, Integer> ports, Map<String, String> properties) {

    /**
     * Checks that every service has a port, and copies.
     *
     * @throws ServiceFailed if two have the same
     */
    public StackSettings {
        for (var service : Service.values()) {
            if (!ports.containsKey(service)) {
                throw new IllegalArgumentException("no port for " + service.label());
            }
        }
        if (Set.copyOf(ports.values()).size() < ports.size()) {
            throw new ServiceFailed("Each service needs a port of its own, not " + text(ports) + ".");
        }
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        model = model.toAbsolutePath().normalize();
        ports = Map.copyOf(ports);
        properties = Map.copyOf(properties);
    }

    private static String text(Map<Service, Integer> ports) {
        return Arrays.stream(Service.values())
                .map(service -> ports.get(service) + " for " + service.label())
                .collect(Collectors.joining(", "));
    }

    /** A free port for each service. */
    public static Map<Service, Integer> freePorts() {
        var ports = new EnumMap<Service, Integer>(Service.class);
        for (var service : Service.values()) {
            ports.put(service, Ports.free());
        }
        return ports;
    }

    /** A service's port. */
    public int port(Service service) {
        return Objects.requireNonNull(ports.get(service));
    }

    /** A service's address. */
    public String address(Service service) {
        return "http://127.0.0.1:" + port(service);
    }

    /** Where the services keep their blobs. */
    String blobs() {
        return data.resolve("blobs").toUri().toString();
    }

    /**
     * Where the services put files that they need for a while: folders of the system's temporary one would be those of
     * whoever ran Yinsong first on the machine.
     */
    Path work(String what) {
        return data.resolve("work").resolve(what);
    }

    /** A log by its name. */
    Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }
}
