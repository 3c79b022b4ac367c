package dev.yinsong.ingest.voice;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A speaker whose clips are collected. */
@Entity
@Table(name = "voice")
public class Voice {

    @Id
    private String id;

    private String language;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Voice() {}

    Voice(String id, String language, Instant createdAt) {
        this.id = id;
        this.language = language;
        this.createdAt = createdAt;
    }

    /** The name, which is a slug. */
    public String id() {
        return id;
    }

    /** A two-letter code. */
    public String language() {
        return language;
    }

    Instant createdAt() {
        return createdAt;
    }
}
