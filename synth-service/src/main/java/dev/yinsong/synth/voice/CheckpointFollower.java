package dev.yinsong.synth.voice;

import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.Malformed;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.Unknown;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventDeserializer;
import dev.yinsong.synth.SynthConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the compacted topic of checkpoints from its beginning and then as it grows.
 *
 * <p>Every pod needs every checkpoint, so there is no consumer group and nothing is committed: what this pod knows is in
 * its memory, and a new pod reads the topic again. A broker that is away is asked again from where it was left.
 */
@ApplicationScoped
class CheckpointFollower {

    private static final Logger LOG = Logger.getLogger(CheckpointFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final CheckpointLoader loader;
    private final DeadCheckpoints dead;
    private final SynthConfig config;
    private final Broker broker;
    private final Backlog backlog = new Backlog();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Map<TopicPartition, Long> goal; // the ends of the partitions when this pod began
    private volatile @Nullable Consumer<String, VoiceEvent> consumer;
    private volatile boolean following;
    private @Nullable Thread thread;

    CheckpointFollower(CheckpointLoader loader, DeadCheckpoints dead, SynthConfig config, Broker broker) {
        this.loader = loader;
        this.dead = dead;
        this.config = config;
        this.broker = broker;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().daemon().name("checkpoint-follower").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    /** Whether the broker answers at present. */
    boolean following() {
        return following;
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (var open = open()) {
                consumer = open;
                follow(open);
            } catch (WakeupException stop) {
                LOG.debug("woken up to stop");
            } catch (KafkaException | IllegalStateException e) {
                LOG.warnf(
                        "checkpoints can't be followed, trying again in %s: %s",
                        config.synth().retry(), e);
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                following = false;
                consumer = null;
            }
        }
    }

    private void pause() {
        try {
            stopping.await(config.synth().retry().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }

    private Consumer<String, VoiceEvent> open() {
        return new KafkaConsumer<>(
                broker.with(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "synth-service",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000)),
                new StringDeserializer(),
                new VoiceEventDeserializer());
    }

    private void follow(Consumer<String, VoiceEvent> consumer) throws InterruptedException {
        try (var admin = Admin.create(broker.with(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000)))) {
            Topics.create(admin);
        }
        var partitions = consumer.partitionsFor(Topics.CHECKPOINTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        var known = partitions.stream().filter(positions::containsKey).toList();
        known.forEach(partition -> consumer.seek(partition, Objects.requireNonNull(positions.get(partition))));
        var fresh = partitions.stream()
                .filter(partition -> !positions.containsKey(partition))
                .toList();
        if (!fresh.isEmpty()) { // of none, the client understands all
            consumer.seekToBeginning(fresh);
        }
        if (goal == null) {
            goal = Map.copyOf(consumer.endOffsets(partitions));
        }
        following = true;
        while (stopping.getCount() > 0) {
            consumer.poll(POLL).forEach(this::on);
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            if (backlog.isOpen() && reached(goal)) {
                loader.restore(backlog.close());
            }
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private void on(ConsumerRecord<String, VoiceEvent> message) {
        var voice = message.key();
        VoiceEvent event = message.value();
        if (event instanceof Unknown unknown) {
            LOG.debugf("passed over %s", unknown.type());
        } else if (event == null && voice != null) {
            retire(voice);
        } else if (event instanceof CheckpointPublished checkpoint
                && checkpoint.voice().equals(voice)) {
            try (var _ = LoadTrace.of(message.headers()).makeCurrent()) {
                publish(checkpoint);
            }
        } else {
            dead.bury(message, whatIsWrong(event));
        }
    }

    private static String whatIsWrong(@Nullable VoiceEvent event) {
        return event instanceof Malformed malformed
                ? String.valueOf(malformed.refusal().getMessage())
                : "not a checkpoint of the voice that is its key: " + event;
    }

    private void retire(String voice) {
        if (backlog.isOpen()) {
            backlog.retire(voice);
        } else {
            loader.retire(voice);
        }
    }

    private void publish(CheckpointPublished checkpoint) {
        if (backlog.isOpen()) {
            backlog.add(checkpoint);
        } else {
            loader.publish(checkpoint);
        }
    }
}
