package dev.yinsong.ingest.clip;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clip as callers see it.
 *
 * @param text the transcript, as it is trained on
 * @param seconds the length of the trimmed audio
 * @param state {@code ready}, or {@code quarantined} while its text is in doubt
 * @param quarantine why it is in doubt; null while it isn't
 * @param accepted whether its owner said that text and sound belong together
 * @param quality what was measured of the recording
 */
public record ClipView(
        UUID id,
        String voice,
        String text,
        double seconds,
        String state,
        @Nullable Quarantine quarantine,
        boolean accepted,
        QualityView quality,
        Instant createdAt,
        Instant changedAt) {

    static ClipView of(Clip clip) {
        return new ClipView(
                clip.id(),
                clip.voice(),
                clip.text(),
                clip.seconds(),
                clip.state(),
                clip.quarantine(),
                clip.accepted(),
                QualityView.of(clip.quality()),
                clip.createdAt(),
                clip.changedAt());
    }

    /**
     * Some of them, oldest first.
     *
     * @param next where the following ones begin, for {@code cursor}; null when these are the last
     */
    record Page(List<ClipView> clips, @Nullable String next) {}
}
