package dev.yinsong.synth.voice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A voice as callers see it.
 *
 * @param id what a speech request calls it
 * @param name how people call it
 * @param kind who it is
 * @param version the version of a trained voice that speaks
 * @param versions those that {@code id@version} may ask for
 * @param loaded whether it speaks at once, or is loaded first when somebody asks for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Voice")
record VoiceView(
        String id,
        String name,
        Kind kind,
        @Nullable Integer version,
        @Nullable List<Integer> versions,
        boolean loaded) {

    /** Whence a voice comes. */
    enum Kind {
        /** It was trained on clips. */
        @JsonProperty("trained")
        TRAINED,

        /** The base model speaks so without training. */
        @JsonProperty("base")
        BASE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static VoiceView ofTrained(Checkpoint current, Collection<Integer> versions, boolean loaded) {
        return new VoiceView(
                current.voice(), current.voice(), Kind.TRAINED, current.version(), List.copyOf(versions), loaded);
    }

    static VoiceView ofBaseSpeaker(String id, String name) {
        return new VoiceView(id, name, Kind.BASE, null, null, true);
    }
}
