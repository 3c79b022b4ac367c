package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.DecodedAudio;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.feature.Features;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Locale;

/**
 * Makes a clip of an upload: decodes, checks, trims, evens the loudness, extracts features, and only then stores. Calls
 * compute for a good part of a second on the caller's thread.
 */
@ApplicationScoped
class ClipPreparation {

    private final IngestConfig config;
    private final Features features;
    private final Blobs blobs;
    private final Timer time;

    ClipPreparation(IngestConfig config, Features features, Blobs blobs, MeterRegistry registry) {
        this.config = config;
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
        var text = Transcript.check(upload.text(), config.limits());
        return new AcceptedUpload(upload.audio(), text, Fingerprint.of(upload.audio(), text));
    }

    /**
     * The clip, with its audio and features stored; a refused one leaves nothing behind.
     *
     * @throws AudioRefused when a voice can't learn from the recording
     * @throws TranscriptRefused when the transcript doesn't fit the recording
     */
    PreparedClip prepare(AcceptedUpload upload) throws Exception {
        return time.recordCallable(() -> {
            var speech = AudioChecks.speech(decode(upload), config.limits());
            Transcript.checkPace(upload.text(), speech.sound().seconds(), config.limits());
            var computed = features.of(speech.sound(), upload.text());
            return new PreparedClip(
                    speech.sound().seconds(),
                    speech.quality(),
                    blobs.put(AudioEncoder.encode(speech.sound(), AudioFormat.FLAC)),
                    blobs.put(computed));
        });
    }

    private DecodedAudio decode(AcceptedUpload upload) throws IOException {
        try {
            return AudioDecoder.decode(upload.audio(), config.limits().maxSeconds());
        } catch (UnusableAudio e) {
            var reason = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw new AudioRefused(reason, String.valueOf(e.getMessage()));
        }
    }
}
