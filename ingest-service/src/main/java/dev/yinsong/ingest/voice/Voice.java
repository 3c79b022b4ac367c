package dev.yinsong.ingest.voice;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A speaker whose clips are collected. */
@Entity
@Table(name = "voice")
public class Voice {

    @Id
    private String id;

    private String language;
    private @Nullable String title;

    @Column(name = "consent_statement")
    private @Nullable String consentStatement;

    @Column(name = "consent_by")
    private @Nullable String consentBy;

    @Column(name = "consent_at")
    private @Nullable Instant consentAt;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Voice() {}

    Voice(NewVoice voice, Instant createdAt) {
        this.id = Objects.requireNonNull(voice.name());
        this.language = Objects.requireNonNull(voice.language());
        this.title = voice.title();
        this.createdAt = createdAt;
        take(voice.consent());
    }

    /** A moment as the database keeps it. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The name, which is a slug. */
    public String id() {
        return id;
    }

    /** A two-letter code. */
    public String language() {
        return language;
    }

    String title() {
        return title == null ? id : title;
    }

    @Nullable
    Consent consent() {
        return consentStatement == null ? null : new Consent(consentStatement, consentAt, consentBy);
    }

    @Nullable
    Instant archivedAt() {
        return archivedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    void change(VoiceChange change) {
        title = change.title() == null ? title : change.title();
        if (change.archived() != null && change.archived() != (archivedAt != null)) {
            archivedAt = change.archived() ? now() : null;
        }
        take(change.consent());
    }

    private void take(@Nullable Consent consent) {
        if (consent != null) {
            consentStatement = consent.statement();
            consentBy = consent.by();
            consentAt = consent.at() == null ? now() : consent.at().truncatedTo(ChronoUnit.MICROS);
        }
    }
}
