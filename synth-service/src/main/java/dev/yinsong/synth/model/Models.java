package dev.yinsong.synth.model;

import dev.yinsong.synth.engine.VoiceEngine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that the one model of this service answers to: its own, the project's, and those that OpenAI's clients send. */
@ApplicationScoped
public class Models {

    private static final List<String> ALIASES =
            List.of("tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-03-20", "gpt-4o-mini-tts-2025-12-15");

    private final List<Model> models;

    Models(VoiceEngine engine) {
        long now = Instant.now().getEpochSecond();
        this.models = Stream.concat(Stream.of("yinsong", engine.name()), ALIASES.stream())
                .distinct()
                .map(id -> new Model(id, "model", now, "yinsong"))
                .toList();
    }

    List<Model> list() {
        return models;
    }

    /** The model of a name. */
    Model find(String id) {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ModelNotFound(id));
    }

    /**
     * Refuses a model that is not here. A caller who names none means the one there is.
     *
     * @throws ModelNotFound when the name is none of ours
     */
    public void require(@Nullable String id) {
        if (id != null && !id.isBlank()) {
            find(id);
        }
    }
}
