package dev.yinsong.trainer.run;

import dev.yinsong.embedded.EmbeddedTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with its real trainer and a tiny model, on a real Kafka and a real PostgreSQL. */
public class JointProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "yinsong.blobs", "target/test-blobs",
                "yinsong.work", "target/test-work",
                "yinsong.trainer.policy.enabled", "false",
                "yinsong.trainer.gate.sentences", "0",
                "yinsong.trainer.lease.poll", "100ms",
                "yinsong.trainer.lease.save-every", "0s",
                "yinsong.trainer.relay-every", "200ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(EmbeddedTestResource.class, Map.of("database", "trainer")),
                new TestResourceEntry(TinyModel.class));
    }
}
