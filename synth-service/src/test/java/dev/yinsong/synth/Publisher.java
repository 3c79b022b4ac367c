package dev.yinsong.synth;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.Malformed;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes checkpoints as the trainer does, good ones and bad ones. */
public final class Publisher implements AutoCloseable {

    private final Blobs blobs;
    private final KafkaProducer<String, VoiceEvent> producer;

    public Publisher(String bootstrapServers, Blobs blobs) {
        this.blobs = blobs;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new VoiceEventSerializer());
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Topics.create(admin);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void publish(TestVoice voice) {
        announce(voice, blobs.put(voice.archive()));
    }

    /** Announces a voice whose archive is some other blob. */
    public void announce(TestVoice voice, BlobRef blob) {
        announce(voice.name(), voice.version(), voice.base(), blob);
    }

    public void announce(String voice, int version, String base, BlobRef blob) {
        send(
                voice,
                new CheckpointPublished(
                        UUID.randomUUID(), Instant.now(), voice, version, UUID.randomUUID(), base, blob, List.of()));
    }

    public void retire(String voice) {
        send(voice, null);
    }

    /** Sends bytes that are no event. */
    public void sendRubbish(String voice, String body) {
        var bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        send(voice, new Malformed(UUID.randomUUID(), Instant.now(), voice, "on purpose", bytes));
    }

    private void send(String voice, @Nullable VoiceEvent event) {
        try {
            producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, voice, event))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("not published: " + voice, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
