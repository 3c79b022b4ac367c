package dev.yinsong.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml, k8s/base and the settings that services bring along, and what YAML is made of. */
final class Manifests {

    static final Path BASE = Project.root().resolve("k8s/base");

    private Manifests() {}

    /** All of docker-compose.yml. */
    static Map<String, Object> compose() {
        return documents(Project.root().resolve("docker-compose.yml")).getFirst();
    }

    /** The one container of its pods. */
    static Map<String, Object> container(String service) {
        return map(only(list(pod(service), "containers")));
    }

    /** The template of its pods. */
    static Map<String, Object> pod(String service) {
        var deployment = manifests(service).stream()
                .filter(each -> "Deployment".equals(each.get("kind")))
                .findFirst()
                .orElseThrow();
        return map(map(map(deployment, "spec"), "template"), "spec");
    }

    /** What the file of a service has for Kubernetes. */
    static List<Map<String, Object>> manifests(String service) {
        return documents(BASE.resolve(service + ".yaml"));
    }

    static List<Map<String, Object>> documents(Path file) {
        try (var in = Files.newBufferedReader(file)) {
            return StreamSupport.stream(new Yaml().loadAll(in).spliterator(), false)
                    .map(Manifests::map)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service's application.properties. */
    static Properties settings(String service) {
        var settings = new Properties();
        var file = Project.root().resolve(service + "-service/src/main/resources/application.properties");
        try (var in = Files.newBufferedReader(file)) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    static Object only(List<?> items) {
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    static Map<String, Object> map(Map<String, Object> of, String key) {
        return map(Objects.requireNonNull(of.get(key), key));
    }

    @SuppressWarnings("unchecked") // YAML's maps have text for keys
    static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    static String text(Map<String, Object> of, String key) {
        return Objects.requireNonNull(of.get(key), key).toString();
    }

    static List<?> list(Map<String, Object> of, String key) {
        return (List<?>) Objects.requireNonNull(of.get(key), key);
    }
}
