package dev.yinsong.trainer;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The service's configuration, for tests that need no service. */
public final class Settings {

    private Settings() {}

    /** The defaults, but for some values. */
    public static TrainerConfig of(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(TrainerConfig.class)
                .withDefaultValue("java.io.tmpdir", "target")
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(TrainerConfig.class);
    }
}
