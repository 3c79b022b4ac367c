package dev.yinsong.access;

import dev.yinsong.common.key.Grant;
import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.key.Keys;
import dev.yinsong.common.key.Role;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A service that wants keys, whose file tests may change. */
public class WithKeys implements QuarkusTestProfile {

    static final KeyFile FILE = new KeyFile(Path.of("target/keys-of-tests.json").toAbsolutePath());

    @Override
    public Map<String, String> getConfigOverrides() {
        FILE.write(Keys.NONE);
        return Map.of(
                "yinsong.access.mode", "keys",
                "yinsong.access.key-file", FILE.path().toString(),
                "yinsong.access.key-file-every", "50ms");
    }

    /** A new key of that name, in the place of an older one. */
    static String key(String name, Set<String> voices, Role... roles) {
        return key(name, voices, null, roles);
    }

    static String key(String name, Set<String> voices, Integer requestsPerMinute, Role... roles) {
        var made = FILE.read()
                .without(name)
                .with(name, new Grant(Arrays.stream(roles).collect(Collectors.toSet()), voices), requestsPerMinute);
        FILE.write(made.all());
        return made.text().whole();
    }

    static void revoke(String name) {
        FILE.write(FILE.read().without(name));
    }
}
