package dev.yinsong.synth;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Settings for tests that need no Quarkus. */
public final class TestConfig {

    private TestConfig() {}

    /** The defaults but for some values, named from {@code yinsong.synth} on. */
    public static SynthConfig with(String name, Object value, String otherName, Object otherValue) {
        return of(
                Map.of("yinsong.synth." + name, value.toString(), "yinsong.synth." + otherName, otherValue.toString()));
    }

    /** The defaults but for the model. */
    public static SynthConfig ofModel(Path folder) {
        return of(Map.of("yinsong.model", folder.toString()));
    }

    private static SynthConfig of(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(SynthConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Path.class, 100, new PathConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(SynthConfig.class);
    }
}
