package dev.yinsong.trainer.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A clip as it was in the datasets from one revision to before another. */
@Entity
@Table(name = "dataset_clip")
@IdClass(DatasetClipRow.Key.class)
class DatasetClipRow {

    @Id
    private UUID clip;

    @Id
    private long since;

    private @Nullable Long until;
    private String voice;
    private String language;
    private String text;
    private double seconds;

    @Column(name = "features_bytes")
    private long featuresBytes;

    @Column(name = "audio_bytes")
    private long audioBytes;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected DatasetClipRow() {}

    boolean isIn(long revision) {
        return since <= revision && (until == null || until > revision);
    }

    UUID clip() {
        return clip;
    }

    double seconds() {
        return seconds;
    }

    long bytes() {
        return featuresBytes + audioBytes;
    }

    DatasetView.Member member(DatasetView.Side side) {
        return new DatasetView.Member(clip, side, language, text, seconds, featuresBytes, audioBytes);
    }

    @Override
    public String toString() {
        return "clip " + clip + " of " + voice + " since " + since;
    }

    /** What tells one from others. */
    record Key(UUID clip, long since) implements Serializable {}
}
