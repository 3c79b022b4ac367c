package dev.yinsong.trainer.dataset;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.trace.TraceParent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A clip of a voice; one that was removed stays as lineage of the runs that knew it. */
@Entity
@Table(name = "clip")
class ClipRow {

    @Id
    private UUID id;

    private String voice;
    private String language;
    private String text;
    private double seconds;

    @Column(name = "features_uri")
    private String featuresUri;

    @Column(name = "features_sha256")
    private String featuresSha256;

    @Column(name = "features_bytes")
    private long featuresBytes;

    @Column(name = "audio_uri")
    private String audioUri;

    @Column(name = "audio_sha256")
    private String audioSha256;

    @Column(name = "audio_bytes")
    private long audioBytes;

    /** The trace of whoever uploaded it, which a run that learns from it goes on with. */
    private @Nullable String traceparent;

    @Column(name = "added_at")
    private Instant addedAt;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    private boolean accepted;

    @Column(name = "quarantined_at")
    private @Nullable Instant quarantinedAt;

    @Column(name = "quarantine_reason")
    private @Nullable String quarantineReason;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ClipRow() {}

    @SuppressWarnings("NullAway.Init")
    ClipRow(ClipReady event) {
        id = event.clip();
        voice = event.voice();
        replace(event);
    }

    /** Takes over what an event says, which ends a quarantine; false when it says nothing new. */
    final boolean replace(ClipReady event) {
        if (removedAt == null
                && event.features().equals(features())
                && event.text().equals(text)
                && event.accepted() == accepted) {
            return false;
        }
        accepted = event.accepted();
        quarantinedAt = null;
        quarantineReason = null;
        language = event.language();
        text = event.text();
        seconds = event.seconds();
        featuresUri = event.features().uri().toString();
        featuresSha256 = event.features().sha256();
        featuresBytes = event.features().bytes();
        audioUri = event.audio().uri().toString();
        audioSha256 = event.audio().sha256();
        audioBytes = event.audio().bytes();
        addedAt = event.at();
        traceparent = TraceParent.current();
        removedAt = null;
        return true;
    }

    /** False when it was removed before. */
    boolean remove(Instant at) {
        if (removedAt != null) {
            return false;
        }
        removedAt = at;
        return true;
    }

    /** It waits for its owner; false when it does so already, was accepted or is another clip by now. */
    boolean quarantine(String featuresJudged, String reason, Instant at) {
        if (quarantinedAt != null || removedAt != null || accepted || !featuresJudged.equals(featuresSha256)) {
            return false;
        }
        quarantinedAt = at;
        quarantineReason = reason;
        return true;
    }

    private @Nullable BlobRef features() {
        return featuresSha256 == null ? null : new BlobRef(URI.create(featuresUri), featuresSha256, featuresBytes);
    }

    String voice() {
        return voice;
    }

    Clip clip() {
        return new Clip(
                id,
                language,
                text,
                seconds,
                new BlobRef(URI.create(featuresUri), featuresSha256, featuresBytes),
                accepted);
    }

    @Override
    public String toString() {
        return "clip " + id + " of " + voice + ", " + audioUri + " " + audioSha256 + " " + audioBytes + " " + addedAt
                + " " + traceparent + (quarantineReason == null ? "" : ", in quarantine: " + quarantineReason);
    }
}
