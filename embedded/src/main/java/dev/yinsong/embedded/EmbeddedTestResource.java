package dev.yinsong.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a Quarkus test the embedded Kafka and PostgreSQL, started once per JVM.
 *
 * <pre>{@code
 * @QuarkusTest
 * @WithTestResource(value = EmbeddedTestResource.class, initArgs = @ResourceArg(name = "database", value = "ingest"))
 * }</pre>
 */
public final class EmbeddedTestResource implements QuarkusTestResourceLifecycleManager {

    private String database = "postgres";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        return EmbeddedInfrastructure.shared(database);
    }

    /** Nothing to stop: the servers end with the JVM, and other tests may use them. */
    @Override
    public void stop() {}
}
