package dev.yinsong.synth.speech;

import dev.yinsong.synth.voice.VoiceName;
import java.nio.file.Path;

/** Who is asked to speak. */
sealed interface SpeakerChoice {

    /**
     * A voice.
     *
     * @param adapted whether the voice's own weights speak, or the base's with its speaker vector
     */
    record Named(VoiceName voice, boolean adapted) implements SpeakerChoice {}

    /**
     * The base model, going on from a clip (zero-shot).
     *
     * @param clip a recording in any format
     * @param text what is said in it
     */
    record Imitated(Path clip, String text) implements SpeakerChoice {}
}
