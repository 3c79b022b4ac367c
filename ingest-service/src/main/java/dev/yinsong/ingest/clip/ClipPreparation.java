package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Measurement;
import dev.yinsong.common.audio.PreparedClip;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.feature.Features;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a clip of an upload: decodes, checks, trims, evens the loudness, extracts features. Stores nothing. Calls compute
 * for a good part of a second on the caller's thread.
 */
@Singleton
class ClipPreparation {

    /** A clip that was taken in keeps to the limits of its day. */
    private static final double ANY_SECONDS = 3600;

    private final IngestConfig.Limits limits;
    private final Features features;
    private final Timer time;

    ClipPreparation(IngestConfig config, Features features, MeterRegistry registry) {
        this.limits = config.limits();
        this.features = features;
        this.time = ClipMetrics.preparation(registry);
    }

    /**
     * The upload with its transcript checked.
     *
     * @param language of the voice, as a two-letter code
     * @throws AudioTooLarge when the audio is larger than allowed
     * @throws TranscriptRefused when the transcript can't be what somebody says in that language
     */
    AcceptedUpload accept(ClipUpload upload, String language) throws IOException {
        if (Files.size(upload.audio()) > limits.audio().asLongValue()) {
            throw new AudioTooLarge(limits.audio().asLongValue());
        }
        var text = transcript(upload.text(), language);
        return new AcceptedUpload(upload.audio(), text, Fingerprint.of(upload.audio(), text));
    }

    private String transcript(String text, String language) {
        try {
            var cleaned = Speakable.cleaned(text, limits.maxCharacters());
            if (!Script.fits(cleaned, language)) {
                throw TranscriptRefused.language(language);
            }
            return cleaned;
        } catch (UnspeakableText e) {
            throw new TranscriptRefused(e);
        }
    }

    /**
     * The clip that an upload comes to.
     *
     * @param language of the voice, as a two-letter code
     * @throws AudioRefused when a voice can't learn from the recording
     * @throws TranscriptRefused when the transcript doesn't fit the recording
     */
    PreparedUpload prepare(AcceptedUpload upload, String language) throws Exception {
        return time.recordCallable(() -> {
            var clip = checked(upload);
            var sound = clip.sound();
            return new PreparedUpload(
                    upload,
                    sound.seconds(),
                    clip.quality().with(Pace.of(upload.text(), sound.seconds())),
                    AudioEncoder.encode(sound, AudioFormat.FLAC),
                    features.of(sound, upload.text(), language));
        });
    }

    private PreparedClip checked(AcceptedUpload upload) throws IOException {
        try {
            var policy = limits.policy();
            var clip = PreparedClip.of(AudioDecoder.decode(upload.audio(), policy.maxSeconds()), policy);
            clip.quality().rejection().ifPresent(why -> {
                throw new AudioRefused(why);
            });
            Speakable.transcript(upload.text(), clip.sound().seconds());
            return clip;
        } catch (UnusableAudio e) {
            throw new AudioRefused(e);
        } catch (UnspeakableText e) {
            throw new TranscriptRefused(e);
        }
    }

    /**
     * Other words for a clip. Its sound is prepared again from the recording, so that only what depends on the words
     * changes: the kept audio has fewer bits.
     *
     * @param text as it was sent
     * @param recording the upload as it came or, of a clip whose upload was not kept, its normalised audio
     * @param asItCame whether it is the upload
     * @param language of the voice, as a two-letter code
     * @throws AudioRefused when it is a recording that is no longer taken
     * @throws TranscriptRefused when they can't be what is said in it
     */
    PreparedCorrection correct(String text, Path recording, boolean asItCame, String language) throws IOException {
        var cleaned = transcript(text, language);
        try {
            var decoded = AudioDecoder.decode(recording, ANY_SECONDS);
            var sound = asItCame ? PreparedClip.of(decoded, limits.policy()).sound() : decoded.sound();
            Speakable.transcript(cleaned, sound.seconds());
            return new PreparedCorrection(
                    cleaned,
                    Fingerprint.of(recording, cleaned),
                    Pace.of(cleaned, sound.seconds()),
                    features.of(sound, cleaned, language));
        } catch (UnusableAudio e) { // taken in when higher rates were
            throw new AudioRefused(e);
        } catch (UnspeakableText e) {
            throw new TranscriptRefused(e);
        }
    }

    /**
     * Words that fit a clip's sound, and of which nothing is stored yet.
     *
     * @param pace of these words in the clip
     * @param features what training needs of the clip, with these words
     */
    record PreparedCorrection(String text, String fingerprint, Measurement pace, byte[] features) {}
}
