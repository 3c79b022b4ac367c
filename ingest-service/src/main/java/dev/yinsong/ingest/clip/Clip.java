package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.ClipQuality;
import dev.yinsong.common.blob.BlobRef;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A recording with its words that passed every check. */
@Entity
@Table(name = "clip")
class Clip {

    @Id
    private UUID id;

    private String voice;
    private String text;
    private String fingerprint;
    private double seconds;

    @Convert(converter = BlobRefColumn.class)
    private BlobRef audio;

    @Convert(converter = BlobRefColumn.class)
    private BlobRef features;

    @Convert(converter = QualityColumn.class)
    private ClipQuality quality;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Clip() {}

    Clip(UUID id, String voice, String text, String fingerprint, StoredClip prepared, Instant createdAt) {
        this.id = id;
        this.voice = voice;
        this.text = text;
        this.fingerprint = fingerprint;
        this.seconds = prepared.seconds();
        this.audio = prepared.audio();
        this.features = prepared.features();
        this.quality = prepared.quality();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String voice() {
        return voice;
    }

    String text() {
        return text;
    }

    double seconds() {
        return seconds;
    }

    BlobRef audio() {
        return audio;
    }

    BlobRef features() {
        return features;
    }

    ClipQuality quality() {
        return quality;
    }

    Instant createdAt() {
        return createdAt;
    }
}
