package dev.yinsong.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventDeserializer;
import dev.yinsong.common.event.VoiceEventSerializer;
import dev.yinsong.embedded.TopicReader;
import io.agroal.api.AgroalDataSource;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What the service has really stored and sent. */
@Singleton
public class Stored {

    private final Blobs blobs;
    private final IngestConfig config;
    private final AgroalDataSource database;
    private final Map<String, Object> broker;
    private @Nullable TopicReader<VoiceEvent> clips;

    Stored(
            Blobs blobs,
            IngestConfig config,
            AgroalDataSource database,
            @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.blobs = blobs;
        this.config = config;
        this.database = database;
        this.broker = broker;
    }

    /** Every event of a voice, once the outbox has none of that voice left. */
    public List<VoiceEvent> announced(String voice) {
        return clipsOf(voice).stream().map(ConsumerRecord::value).toList();
    }

    /** Sends an event as another service would. */
    public void send(VoiceEvent event) {
        var settings = new HashMap<>(broker);
        settings.keySet().removeIf(key -> key.endsWith("serializer"));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new VoiceEventSerializer())) {
            producer.send(new ProducerRecord<>(Topics.of(event), event.voice(), event));
        }
    }

    private void awaitEmptyOutbox(String voice) {
        await().pollDelay(Duration.ZERO)
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(waiting(voice)).isZero());
    }

    /** How many events of a voice wait in the outbox. */
    public int waiting(String voice) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select count(*) from outbox where voice = ?")) {
            statement.setString(1, voice);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** The {@code traceparent} headers of a voice's announced events. */
    public List<String> traces(String voice) {
        return clipsOf(voice).stream()
                .map(record ->
                        new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .toList();
    }

    @PreDestroy
    void close() {
        if (clips != null) {
            clips.close();
        }
    }

    private List<ConsumerRecord<String, VoiceEvent>> clipsOf(String voice) {
        awaitEmptyOutbox(voice);
        return clips().records(voice);
    }

    private synchronized TopicReader<VoiceEvent> clips() {
        var reader = clips;
        if (reader == null) {
            var servers = String.valueOf(broker.get("bootstrap.servers"));
            reader = new TopicReader<>(servers, Topics.CLIPS, new VoiceEventDeserializer());
            clips = reader;
        }
        return reader;
    }

    /** The blob that some bytes are, wherever they are stored. */
    public BlobRef blob(byte[] content) {
        return blobs.locate(content);
    }

    /** Lets the time pass after which a blob that was let go of may be deleted; whether it was let go of. */
    public boolean makeDue(BlobRef blob) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("update loose_blob set due_at = now() where sha256 = ?")) {
            statement.setString(1, blob.sha256());
            return statement.executeUpdate() == 1;
        }
    }

    /** Waits until the blob store has a blob no more. */
    public void awaitDeletion(BlobRef blob) {
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(has(blob)).isFalse());
    }

    /** Whether the blob store has a blob. */
    public boolean has(BlobRef blob) {
        try {
            return Files.isRegularFile(blobs.fetch(blob));
        } catch (BlobMissing e) {
            return false;
        }
    }

    /** A blob's file. */
    public Path file(BlobRef blob) {
        return blobs.fetch(blob);
    }

    /** How many blobs there are. */
    public long blobs() {
        try (var files = Files.walk(Path.of(config.blobs()))) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
