package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.PreparedClip;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.feature.Features;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Makes a clip of an upload: decodes, checks, trims, evens the loudness, extracts features, and only then stores. Calls
 * compute for a good part of a second on the caller's thread.
 */
@Singleton
class ClipPreparation {

    private final IngestConfig.Limits limits;
    private final Features features;
    private final Blobs blobs;
    private final Timer time;

    ClipPreparation(IngestConfig config, Features features, Blobs blobs, MeterRegistry registry) {
        this.limits = config.limits();
        this.features = features;
        this.blobs = blobs;
        this.time = ClipMetrics.preparation(registry);
    }

    /**
     * The upload with its transcript checked.
     *
     * @throws TranscriptRefused when the transcript can't be what somebody says
     */
    AcceptedUpload accept(ClipUpload upload) throws IOException {
        try {
            var text = Speakable.cleaned(upload.text(), limits.maxCharacters());
            return new AcceptedUpload(upload.audio(), text, Fingerprint.of(upload.audio(), text));
        } catch (UnspeakableText e) {
            throw new TranscriptRefused(e);
        }
    }

    /**
     * The clip, with its audio and features stored; a refused one leaves nothing behind.
     *
     * @param language of the voice, as a two-letter code
     * @throws AudioRefused when a voice can't learn from the recording
     * @throws TranscriptRefused when the transcript doesn't fit the recording
     */
    StoredClip prepare(AcceptedUpload upload, String language) throws Exception {
        return time.recordCallable(() -> {
            var clip = checked(upload);
            var sound = clip.sound();
            var computed = features.of(sound, upload.text(), language);
            return new StoredClip(
                    sound.seconds(),
                    clip.quality(),
                    blobs.put(AudioEncoder.encode(sound, AudioFormat.FLAC)),
                    blobs.put(computed));
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
}
