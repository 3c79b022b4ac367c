package dev.yinsong.ingest.voice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A voice as callers see it.
 *
 * @param id the same as its name
 * @param title what people call it
 * @param clips how many were taken in
 * @param quarantined how many of them wait for somebody to accept or correct them
 * @param seconds how long they are together
 * @param consent of the speaker; null while none is on record
 * @param notice what its owner should see to; null when all is well
 * @param archivedAt when it was put away; null while it is in use
 */
record VoiceView(
        String id,
        String name,
        String title,
        String language,
        long clips,
        long quarantined,
        double seconds,
        @Nullable Consent consent,
        @Nullable String notice,
        Instant createdAt,
        @Nullable Instant archivedAt) {

    private static final String NO_CONSENT = "No consent of the speaker is on record: send it as consent with PATCH.";

    static VoiceView of(Voice voice, Collected collected) {
        var consent = voice.consent();
        return new VoiceView(
                voice.id(),
                voice.id(),
                voice.title(),
                voice.language(),
                collected.clips(),
                collected.quarantined(),
                collected.seconds(),
                consent,
                consent == null ? NO_CONSENT : null,
                voice.createdAt(),
                voice.archivedAt());
    }

    /** All of them. */
    record Page(List<VoiceView> voices) {}
}
