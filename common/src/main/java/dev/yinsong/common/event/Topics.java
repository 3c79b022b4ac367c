package dev.yinsong.common.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The Kafka topics of the project, each with a dead-letter topic. All are keyed by voice. */
public final class Topics {

    /** {@link ClipReady}, {@link ClipRemoved}, {@link VoiceRemoved}. */
    public static final String CLIPS = "yinsong.clips";

    /**
     * {@link TrainingStarted}, {@link TrainingProgressed}, {@link TrainingFinished}, {@link TrainingFailed},
     * {@link ClipQuarantined}.
     */
    public static final String TRAININGS = "yinsong.trainings";

    /**
     * {@link CheckpointPublished}, and {@link VoiceRetired} as a tombstone; compacted, so its log is the list of current
     * voices.
     */
    public static final String CHECKPOINTS = "yinsong.checkpoints";

    private static final int PARTITIONS = 4;
    private static final short BROKER_DEFAULT = -1;
    private static final Map<String, String> FOR_EVER = Map.of("retention.ms", "-1");
    private static final int SECONDS = 30;

    private Topics() {}

    /** The topic that takes the messages of a topic which no consumer can use. */
    public static String deadLetter(String topic) {
        return topic + ".dlq";
    }

    /**
     * The topic that an event belongs to.
     *
     * @throws IllegalArgumentException for an event that could not be read
     */
    public static String of(VoiceEvent event) {
        return switch (event) {
            case ClipReady _, ClipRemoved _, VoiceRemoved _ -> CLIPS;
            case TrainingStarted _, TrainingProgressed _, TrainingFinished _, TrainingFailed _, ClipQuarantined _ ->
                TRAININGS;
            case CheckpointPublished _, VoiceRetired _ -> CHECKPOINTS;
            case Unknown _, Malformed _ -> throw new IllegalArgumentException("not an event to send: " + event);
        };
    }

    /**
     * Creates the topics that are missing, and leaves those that exist as they are. Whoever may not create any needs to find
     * them all: a broker asks for the permission before it looks.
     *
     * @param admin stays open
     * @throws IllegalStateException when the broker does not do so within 30 seconds
     */
    public static void create(Admin admin) throws InterruptedException {
        for (var created : admin.createTopics(all()).values().entrySet()) {
            try {
                created.getValue().get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)
                        && !(e.getCause() instanceof TopicAuthorizationException && exists(admin, created.getKey()))) {
                    throw new IllegalStateException("topic " + created.getKey() + " can't be created", e.getCause());
                }
            } catch (TimeoutException e) {
                throw new IllegalStateException("topic " + created.getKey() + " was not created in time", e);
            }
        }
    }

    private static boolean exists(Admin admin, String topic) throws InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false; // then the first refusal is what is told
        }
    }

    private static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        topics.add(new NewTopic(CLIPS, PARTITIONS, BROKER_DEFAULT).configs(FOR_EVER));
        topics.add(new NewTopic(TRAININGS, PARTITIONS, BROKER_DEFAULT));
        topics.add(new NewTopic(CHECKPOINTS, PARTITIONS, BROKER_DEFAULT).configs(Map.of("cleanup.policy", "compact")));
        for (var topic : List.of(CLIPS, TRAININGS, CHECKPOINTS)) {
            topics.add(new NewTopic(deadLetter(topic), 1, BROKER_DEFAULT).configs(FOR_EVER));
        }
        return topics;
    }
}
