package dev.yinsong.synth.voice;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.engine.VoiceEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** What of a synth pod follows checkpoints, from its start to its end. */
final class Pod implements AutoCloseable {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Voices voices;
    private final CheckpointLoader loader;
    private final CheckpointFollower follower;

    Pod(Blobs blobs, VoiceEngine engine, String bootstrapServers) {
        this(blobs, engine, Map.of("bootstrap.servers", bootstrapServers));
    }

    /** @param kafka what is set under {@code kafka.} */
    Pod(Blobs blobs, VoiceEngine engine, Map<String, Object> kafka) {
        this(blobs, engine, kafka, 0);
    }

    /** @param unburied how many messages that are no checkpoints the broker does not take at first */
    Pod(Blobs blobs, VoiceEngine engine, Map<String, Object> kafka, int unburied) {
        var config = TestConfig.with("retry", "100ms", "queue", 1);
        var checkpoints = new Checkpoints(blobs, engine);
        var loaded = new LoadedVoices(checkpoints, config, meters);
        voices = new Voices(loaded, engine, config, meters);
        loader = new CheckpointLoader(voices, checkpoints, loaded, new Pins(config), config, meters);
        var broker = new Broker(kafka);
        var left = new AtomicInteger(unburied);
        var dead = new DeadCheckpoints(broker, meters) {
            @Override
            void bury(ConsumerRecord<String, VoiceEvent> message, String reason) {
                if (left.getAndDecrement() > 0) {
                    throw new KafkaException("not now, on purpose");
                }
                super.bury(message, reason);
            }
        };
        follower = new CheckpointFollower(loader, dead, config, broker);
        follower.start(new StartupEvent());
    }

    boolean restored() {
        return loader.restored();
    }

    Optional<Checkpoint> current(String voice) {
        return voices.current(voice);
    }

    boolean speaks(String voice, int version) {
        return current(voice)
                .filter(checkpoint -> checkpoint.version() == version)
                .isPresent();
    }

    /** How many checkpoints had an outcome. */
    double counted(String outcome) {
        return meters.get("yinsong.synth.checkpoints")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Override
    public void close() throws InterruptedException {
        follower.stop(new ShutdownEvent());
        loader.stop(new ShutdownEvent());
    }
}
