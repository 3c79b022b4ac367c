package dev.yinsong.trainer.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** That a voice's clips changed; which ones it had from then on is for {@link DatasetClipRow} to say. */
@Entity
@Table(name = "dataset")
@IdClass(DatasetRow.Key.class)
class DatasetRow {

    @Id
    private String voice;

    @Id
    private long revision;

    @Column(name = "made_at")
    private Instant madeAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected DatasetRow() {}

    long revision() {
        return revision;
    }

    Instant madeAt() {
        return madeAt;
    }

    @Override
    public String toString() {
        return "dataset " + revision + " of " + voice;
    }

    /** What tells one dataset from others. */
    record Key(String voice, long revision) implements Serializable {}
}
