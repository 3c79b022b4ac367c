package dev.yinsong.ingest.clip;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A clip as callers see it.
 *
 * @param text the transcript, as it is trained on
 * @param seconds the length of the trimmed audio
 * @param quality what was measured of the recording
 */
record ClipView(UUID id, String voice, String text, double seconds, QualityView quality, Instant createdAt) {

    static ClipView of(Clip clip) {
        return new ClipView(
                clip.id(), clip.voice(), clip.text(), clip.seconds(), QualityView.of(clip.quality()), clip.createdAt());
    }

    /** Some of them, oldest first. */
    record Page(List<ClipView> clips) {}
}
