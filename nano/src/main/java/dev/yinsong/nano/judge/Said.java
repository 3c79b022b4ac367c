package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import java.util.List;
import java.util.Map;

/**
 * The judged sentences as a voice said them.
 *
 * @param who said them, in words
 * @param sounds by the sentences' names, in their order
 * @param errors of the recogniser's ears
 */
record Said(String who, Map<String, Waveform> sounds, WordErrors errors) {

    List<Waveform> all() {
        return List.copyOf(sounds.values());
    }

    Waveform first() {
        return sounds.values().iterator().next();
    }
}
