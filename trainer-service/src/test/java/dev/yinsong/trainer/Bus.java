package dev.yinsong.trainer;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventDeserializer;
import dev.yinsong.common.event.VoiceEventSerializer;
import dev.yinsong.embedded.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The other services' side of Kafka, for tests. */
public final class Bus {

    private static final VoiceEventSerializer EVENTS = new VoiceEventSerializer();

    // the broker, too, lives as long as these: to the JVM's end
    private static final KafkaProducer<String, byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker()), new StringSerializer(), new ByteArraySerializer());
    private static final Map<String, TopicReader<VoiceEvent>> READERS = new ConcurrentHashMap<>();

    private Bus() {}

    /** A clip event as ingest would send it, with features that nobody can read. */
    public static ClipReady clip(Blobs blobs, String voice, int number) {
        return clip(blobs, voice, number, ("features of " + voice + number).getBytes(StandardCharsets.UTF_8));
    }

    /** A clip event as ingest would send it, its features in the store. */
    public static ClipReady clip(Blobs blobs, String voice, int number, byte[] featureBytes) {
        var clip = UUID.nameUUIDFromBytes((voice + " " + number).getBytes(StandardCharsets.UTF_8));
        var features = blobs.put(featureBytes);
        var audio = blobs.put(("audio of " + clip).getBytes(StandardCharsets.UTF_8));
        return new ClipReady(
                VoiceEvent.idOf(ClipReady.class, clip),
                Instant.now(),
                voice,
                clip,
                "en",
                "Sentence number " + number + ".",
                3.5,
                features,
                audio,
                false);
    }

    /** Sends some clips of a voice, numbered from 1. */
    public static void sendClips(Blobs blobs, String voice, int count) {
        for (int number = 1; number <= count; number++) {
            send(clip(blobs, voice, number));
        }
    }

    /** Sends an event and waits until the broker has it. */
    public static void send(VoiceEvent event) {
        send(event, new RecordHeaders());
    }

    /** Sends an event as part of a trace. */
    public static void send(VoiceEvent event, String traceparent) {
        var headers = new RecordHeaders();
        headers.add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        send(event, headers);
    }

    private static void send(VoiceEvent event, Headers headers) {
        var topic = Topics.of(event);
        send(new ProducerRecord<>(topic, null, event.voice(), EVENTS.serialize(topic, headers, event), headers));
    }

    /** Sends bytes that are no event. */
    public static void sendRubbish(String voice, String body) {
        sendRaw("dev.yinsong.clip-ready.v1", voice, body);
    }

    /** Sends what another program might, as a CloudEvents type and a body. */
    public static void sendRaw(String type, String voice, String body) {
        var record = new ProducerRecord<>(Topics.CLIPS, voice, body.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        send(record);
    }

    private static void send(ProducerRecord<String, byte[]> record) {
        try {
            PRODUCER.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A voice's events of a topic so far. */
    public static List<VoiceEvent> events(String topic, String voice) {
        return records(topic, voice).stream().map(ConsumerRecord::value).toList();
    }

    /** A header of each of a voice's events of a topic so far. */
    public static List<String> headers(String topic, String voice, String name) {
        return records(topic, voice).stream()
                .map(record -> new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<ConsumerRecord<String, VoiceEvent>> records(String topic, String voice) {
        return READERS.computeIfAbsent(topic, name -> new TopicReader<>(broker(), name, new VoiceEventDeserializer()))
                .records(voice);
    }

    private static String broker() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
