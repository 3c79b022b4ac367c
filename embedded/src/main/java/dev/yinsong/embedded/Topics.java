package dev.yinsong.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that the services talk over, with the settings that a single broker allows. */
public final class Topics {

    private static final short ONE_COPY = 1;
    private static final int PARTITIONS = 4;

    private static final List<NewTopic> ALL = List.of(
            new NewTopic("yinsong.clips", PARTITIONS, ONE_COPY),
            new NewTopic("yinsong.trainings", PARTITIONS, ONE_COPY),
            new NewTopic("yinsong.checkpoints", PARTITIONS, ONE_COPY)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));

    private Topics() {}

    /** Creates each topic that is not there yet. */
    public static void createMissing(String bootstrapServers) throws IOException, InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var known = admin.listTopics().names().get();
            create(admin, known);
        } catch (ExecutionException e) {
            throw new IOException("Kafka did not create the topics.", e);
        }
    }

    private static void create(Admin admin, Set<String> known) throws ExecutionException, InterruptedException {
        var missing =
                ALL.stream().filter(topic -> !known.contains(topic.name())).toList();
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // else somebody was faster
                throw e;
            }
        }
    }
}
