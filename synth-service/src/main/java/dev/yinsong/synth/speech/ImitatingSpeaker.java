package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.synth.engine.Talker;
import dev.yinsong.synth.engine.VoiceEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The base model going on from a clip that came with the request. */
final class ImitatingSpeaker implements Speaker {

    private static final double LONGEST_SECONDS = 30;

    private final VoiceEngine engine;
    private final SpeakerChoice.Imitated reference;
    private @Nullable Talker talker;

    ImitatingSpeaker(VoiceEngine engine, SpeakerChoice.Imitated reference) {
        this.engine = engine;
        this.reference = reference;
    }

    @Override
    public String voice() {
        return "reference";
    }

    @Override
    public String version() {
        return "base";
    }

    @Override
    public String language() {
        return engine.language();
    }

    /** The clip is a sentence, too, so the next one is the second at one go: nano has learnt to end after that. */
    @Override
    public boolean sentenceBySentence() {
        return true;
    }

    /**
     * Who imitates the clip.
     *
     * @throws InvalidSpeech when the clip or its text can't be used
     */
    @Override
    public synchronized Talker talker() {
        var made = talker;
        if (made == null) {
            talker = made = imitate();
        }
        return made;
    }

    private Talker imitate() {
        try {
            var clip = AudioDecoder.decode(reference.clip(), LONGEST_SECONDS).sound();
            return engine.imitate(clip, reference.text());
        } catch (UnusableAudio unusable) {
            throw new InvalidSpeech("reference", String.valueOf(unusable.getMessage()));
        } catch (BadModel incapable) {
            throw new InvalidSpeech(
                    "reference", "This service can't speak like a clip: " + incapable.getMessage() + ".");
        } catch (IllegalArgumentException unspeakable) {
            throw new InvalidSpeech("reference_text", "The reference can't be used: " + unspeakable.getMessage() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("the reference can't be read", e);
        }
    }

    @Override
    public synchronized void close() {
        if (talker != null) {
            talker.close();
        }
    }
}
