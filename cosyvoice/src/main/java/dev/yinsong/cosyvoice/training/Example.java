package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.flow.FlowBatch;
import dev.yinsong.cosyvoice.lm.LmItem;

/**
 * One clip to learn from.
 *
 * @param id the clip's id
 * @param text text token ids
 * @param speech speech token ids
 * @param mel natural logarithms of mel magnitudes, [frames, mels] row-major
 * @param frames how many mel frames
 * @param speaker the speaker vector as extracted
 */
public record Example(String id, int[] text, int[] speech, float[] mel, int frames, float[] speaker) {

    public Example {
        if (text.length == 0 || speech.length == 0 || frames == 0) {
            throw new IllegalArgumentException("clip " + id + " has no text, no speech tokens or no sound");
        }
    }

    /** The same clip with the speaker vector that the voice will have. */
    Example spokenBy(float[] voice) {
        return new Example(id, text, speech, mel, frames, voice);
    }

    /** The same clip with another sound. */
    Example heardAs(int[] otherSpeech, float[] otherMel, int otherFrames) {
        return new Example(id, text, otherSpeech, otherMel, otherFrames, speaker);
    }

    LmItem lmItem() {
        return new LmItem(text, speech, speaker);
    }

    FlowBatch.Item flowItem() {
        return new FlowBatch.Item(speech, mel, frames, speaker);
    }
}
