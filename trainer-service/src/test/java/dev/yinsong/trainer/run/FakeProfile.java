package dev.yinsong.trainer.run;

import dev.yinsong.embedded.EmbeddedTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The service with a trainer that trains nothing, on a real Kafka and a real PostgreSQL, and with less patience. */
public class FakeProfile implements QuarkusTestProfile {

    /** Where blobs are. */
    static final String BLOBS = "target/test-blobs";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeTrainer.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "yinsong.blobs", BLOBS,
                "yinsong.work", "target/test-work",
                "yinsong.trainer.policy.quiet-period", "500ms",
                "yinsong.trainer.lease.length", "3s",
                "yinsong.trainer.lease.poll", "100ms",
                "yinsong.trainer.lease.save-every", "0s",
                "yinsong.trainer.tell-every", "0s",
                "yinsong.trainer.sweep-every", "1s",
                "yinsong.trainer.relay-every", "200ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EmbeddedTestResource.class, Map.of("database", "trainer")));
    }
}
