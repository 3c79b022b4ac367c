package dev.yinsong.trainer.run;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.training.Example;
import java.util.List;

/**
 * How fast a speaker speaks.
 *
 * @param secondsPerTextToken the mean over all of the clips' tokens
 */
record SpeakingRate(double secondsPerTextToken) {

    /** The speaker of some clips. */
    static SpeakingRate of(List<Example> clips, CosyVoiceConfig config) {
        double seconds = 0;
        long tokens = 0;
        for (var clip : clips) {
            seconds +=
                    (double) clip.frames() * config.mel().hop() / config.mel().sampleRate();
            tokens += clip.text().length;
        }
        return new SpeakingRate(seconds / tokens);
    }

    /** How long so many text tokens are, in seconds. */
    double seconds(int textTokens) {
        return textTokens * secondsPerTextToken;
    }
}
