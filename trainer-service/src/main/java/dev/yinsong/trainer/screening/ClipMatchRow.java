package dev.yinsong.trainer.screening;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A contrast that was measured. It depends on nothing that changes, but for the other texts that were at hand. */
@Entity
@Table(name = "clip_match")
@IdClass(ClipMatchRow.Key.class)
class ClipMatchRow {

    @Id
    @Column(name = "features_sha256")
    private String features;

    @Id
    @Column(name = "base_hash")
    private String baseHash;

    @Column(name = "contrast_nats")
    private double contrastNats;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ClipMatchRow() {}

    ClipMatchRow(String features, String baseHash, double contrastNats) {
        this.features = features;
        this.baseHash = baseHash;
        this.contrastNats = contrastNats;
    }

    String features() {
        return features;
    }

    double contrastNats() {
        return contrastNats;
    }

    @Override
    public String toString() {
        return features + " by " + baseHash + ": " + contrastNats + " nats a token";
    }

    /** What tells one from others. */
    record Key(String features, String baseHash) implements Serializable {}
}
