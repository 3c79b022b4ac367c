package dev.yinsong.ingest.studio;

import dev.yinsong.common.key.Grant;
import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.key.Keys;
import dev.yinsong.common.key.Role;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The service with keys, one for each kind of caller, which are found among the system properties by every class loader. */
public final class WithKeys implements QuarkusTestProfile {

    /** The key of a name; empty where the service runs without keys. */
    static String key(String name) {
        return System.getProperty(property(name), "");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        var file = new KeyFile(Path.of("target/keys-of-tests.json").toAbsolutePath());
        var keys = add(Keys.NONE, "owner", new Grant(Set.of(Role.UPLOAD, Role.TRAIN), Set.of(Grant.EVERY_VOICE)));
        keys = add(keys, "limited", new Grant(Set.of(Role.UPLOAD), Set.of("keyed-anna")));
        keys = add(keys, "trainer", new Grant(Set.of(Role.TRAIN), Set.of(Grant.EVERY_VOICE)));
        keys = add(keys, "speaker", new Grant(Set.of(Role.SPEAK), Set.of(Grant.EVERY_VOICE)));
        file.write(keys);
        return Map.of(
                "yinsong.access.mode",
                "keys",
                "yinsong.access.key-file",
                file.path().toString());
    }

    private static Keys add(Keys keys, String name, Grant grant) {
        var made = keys.with(name, grant, null);
        System.setProperty(property(name), made.text().whole());
        return made.all();
    }

    private static String property(String name) {
        return "yinsong.test.key." + name;
    }
}
