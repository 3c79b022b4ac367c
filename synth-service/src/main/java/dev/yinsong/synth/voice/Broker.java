package dev.yinsong.synth.voice;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** The broker and how to get in: whatever is set under {@code kafka.}, by the names that Kafka's clients have for it. */
@ApplicationScoped
class Broker {

    private final Map<String, Object> settings;

    Broker(@Identifier("default-kafka-broker") Map<String, Object> settings) {
        var general = new HashMap<>(settings);
        general.keySet().removeIf(key -> key.endsWith("serializer")); // each client here brings its own
        general.remove("group.id"); // every pod reads everything
        this.settings = general;
    }

    /** The settings of a client: the general ones, and over them its own. */
    Map<String, Object> with(Map<String, Object> own) {
        var all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }
}
