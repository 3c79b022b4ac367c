package dev.yinsong.trainer.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What is counted for a voice. Lock it before anything that must happen once a voice. */
@Entity
@Table(name = "voice")
public class VoiceRow {

    @Id
    private String name;

    private long revision;

    @Column(name = "trained_revision")
    private long trainedRevision;

    @Column(name = "last_version")
    private int lastVersion;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected VoiceRow() {}

    /** Its id. */
    public String name() {
        return name;
    }

    /** Counts the changes of its clips. */
    public long revision() {
        return revision;
    }

    /** A run has taken the clips as they are now. */
    public void taken() {
        trainedRevision = revision;
    }

    /** A version number that was never given out before. */
    public int nextVersion() {
        lastVersion++;
        return lastVersion;
    }

    @Override
    public String toString() {
        return name + " at revision " + revision + ", trained at " + trainedRevision;
    }
}
