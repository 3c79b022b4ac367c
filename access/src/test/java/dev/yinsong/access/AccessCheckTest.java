package dev.yinsong.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.key.Keys;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
    void letsAServiceListenToItsOwnMachineWithoutAuthentication(String host) {
        assertThat(objection(host, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void refusesToListenToOthersWithoutAuthentication(String host) {
        assertThat(objection(host, Map.of()))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains(host, "yinsong.access.mode", "127.0.0.1"));
    }

    @Test
    void asksForTheFileOfTheKeys(@TempDir Path folder) {
        var file = new KeyFile(folder.resolve("keys.json"));
        var settings = Map.of(
                "yinsong.access.mode",
                "keys",
                "yinsong.access.key-file",
                file.path().toString());

        assertThat(objection("0.0.0.0", Map.of("yinsong.access.mode", "keys")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("yinsong.access.key-file"));
        assertThat(objection("0.0.0.0", settings))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("no key file", "yinsong keys add"));
        file.write(Keys.NONE);
        assertThat(objection("0.0.0.0", settings)).isEmpty();
    }

    @Test
    void asksForTheProvider() {
        assertThat(objection("0.0.0.0", Map.of("yinsong.access.mode", "oidc")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("yinsong.access.oidc.issuer"));
        assertThat(objection(
                        "0.0.0.0",
                        Map.of("yinsong.access.mode", "oidc", "yinsong.access.oidc.issuer", "https://id.example")))
                .isEmpty();
    }

    private static Optional<String> objection(String host, Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(AccessConfig.class)
                .withConverter(Path.class, 100, new PathConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(AccessConfig.class);
        return new AccessCheck(config, new KeyRing(config), host).objection();
    }
}
