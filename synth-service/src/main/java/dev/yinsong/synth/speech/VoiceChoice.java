package dev.yinsong.synth.speech;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * A voice as clients name it: a string, or an object with an id.
 *
 * @param id {@code name} or {@code name@version}
 */
record VoiceChoice(@Nullable String id) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static VoiceChoice named(String id) {
        return new VoiceChoice(id);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    VoiceChoice {}
}
