package dev.yinsong.trainer;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventDeserializer;
import dev.yinsong.common.event.VoiceEventSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The other services' side of Kafka, for tests. */
public final class Bus {

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
        try (var producer = new KafkaProducer<>(settings(), new StringSerializer(), new VoiceEventSerializer())) {
            producer.send(new ProducerRecord<>(Topics.of(event), event.voice(), event))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends an event as part of a trace. */
    public static void send(VoiceEvent event, String traceparent) {
        try (var producer = new KafkaProducer<>(settings(), new StringSerializer(), new VoiceEventSerializer())) {
            var record = new ProducerRecord<>(Topics.of(event), event.voice(), event);
            record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes that are no event. */
    public static void sendRubbish(String voice, String body) {
        sendRaw("dev.yinsong.clip-ready.v1", voice, body);
    }

    /** Sends what another program might, as a CloudEvents type and a body. */
    public static void sendRaw(String type, String voice, String body) {
        try (var producer = new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer())) {
            var record = new ProducerRecord<>(Topics.CLIPS, voice, body);
            record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
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
        var events = new ArrayList<ConsumerRecord<String, VoiceEvent>>();
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new VoiceEventDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (voice.equals(record.key())) {
                        events.add(record);
                    }
                });
            }
        }
        return events;
    }

    private static Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "enable.auto.commit",
                false);
    }
}
