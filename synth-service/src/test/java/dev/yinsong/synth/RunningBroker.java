package dev.yinsong.synth;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.embedded.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a blob store that hold voices before the service starts: anna 3; ben 1, whose newer version is bad; carl,
 * who was retired; dora, whose only version is bad.
 */
public final class RunningBroker implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedKafka kafka;

    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory("synth-test");
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
            var blobs = folder.resolve("blobs").toUri().toString();
            publishVoices(kafka.bootstrapServers(), blobs);
            return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers(), "yinsong.blobs", blobs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publishVoices(String bootstrapServers, String blobStore) {
        try (var blobs = Blobs.open(blobStore);
                var publisher = new Publisher(bootstrapServers, blobs)) {
            publisher.publish(TestVoice.of("anna", 2));
            publisher.publish(TestVoice.of("anna", 3));
            publisher.publish(TestVoice.of("ben", 1));
            publisher.announce(
                    TestVoice.of("ben", 2), blobs.put(TestVoice.of("ben", 2).archiveWithNaN()));
            publisher.publish(TestVoice.of("carl", 1));
            publisher.retire("carl");
            publisher.publish(TestVoice.of("dora", 1).withBase("0".repeat(64)));
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
