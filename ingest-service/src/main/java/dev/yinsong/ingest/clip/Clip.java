package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.ClipQuality;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.ClipQuarantined;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.VoiceEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A recording with its words that passed every check. */
@Entity
@Table(name = "clip")
class Clip {

    static final String READY = "ready";
    static final String QUARANTINED = "quarantined";
    static final List<String> STATES = List.of(READY, QUARANTINED);

    @Id
    private UUID id;

    private String voice;
    private String text;
    private String fingerprint;

    @Column(name = "first_fingerprint")
    private String firstFingerprint;

    private double seconds;

    @Convert(converter = BlobRefColumn.class)
    private @Nullable BlobRef original;

    @Convert(converter = BlobRefColumn.class)
    private BlobRef audio;

    @Convert(converter = BlobRefColumn.class)
    private BlobRef features;

    @Convert(converter = QualityColumn.class)
    private ClipQuality quality;

    private String state = READY;
    private boolean accepted;
    private int revision;

    @Column(name = "quarantine_reason")
    private @Nullable String quarantineReason;

    @Column(name = "quarantine_score")
    private @Nullable Double quarantineScore;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Clip() {}

    Clip(String voice, AcceptedUpload upload, StoredClip stored) {
        this.id = UUID.randomUUID();
        this.voice = voice;
        this.text = upload.text();
        this.fingerprint = upload.fingerprint();
        this.firstFingerprint = upload.fingerprint();
        this.seconds = stored.seconds();
        this.original = stored.original();
        this.audio = stored.audio();
        this.features = stored.features();
        this.quality = stored.quality();
        this.createdAt = now();
        this.changedAt = createdAt;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
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

    /** The upload as it came, or the normalised audio of a clip whose upload was not kept. */
    BlobRef original() {
        return original == null ? audio : original;
    }

    boolean hasOriginal() {
        return original != null;
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

    String state() {
        return state;
    }

    boolean accepted() {
        return accepted;
    }

    @Nullable
    Quarantine quarantine() {
        return quarantineReason == null
                ? null
                : new Quarantine(quarantineReason, Objects.requireNonNullElse(quarantineScore, 0.0));
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }

    /** All that is stored of it. */
    List<BlobRef> blobs() {
        return Stream.of(original(), audio, features).distinct().toList();
    }

    /** The event that announces it as it is now; another one after each change. */
    ClipReady ready(String language) {
        var event =
                revision == 0 ? VoiceEvent.idOf(ClipReady.class, id) : VoiceEvent.idOf(ClipReady.class, id, revision);
        return new ClipReady(event, changedAt, voice, id, language, text, seconds, features, audio, accepted);
    }

    /** Takes other words, which nobody has doubted or vouched for yet. */
    void correct(ClipPreparation.PreparedCorrection correction, BlobRef otherFeatures) {
        text = correction.text();
        fingerprint = correction.fingerprint();
        quality = quality.with(correction.pace());
        features = otherFeatures;
        accepted = false;
        release();
    }

    /** Its owner says that sound and words belong together. */
    void accept() {
        accepted = true;
        release();
    }

    private void release() {
        state = READY;
        quarantineReason = null;
        quarantineScore = null;
        changed();
    }

    /** Puts it in doubt, unless it was accepted, or the doubt is about words that were corrected since. */
    void quarantine(ClipQuarantined event) {
        if (!accepted && features.sha256().equals(event.features()) && voice.equals(event.voice())) {
            state = QUARANTINED;
            quarantineReason = event.reason();
            quarantineScore = event.score();
            changed();
        }
    }

    private void changed() {
        revision++;
        changedAt = now();
    }
}
