package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.trainer.dataset.Split;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.net.URI;
import java.util.UUID;
import java.util.stream.Stream;

/** A clip of a run, kept. */
@Entity
@Table(name = "run_clip")
@IdClass(RunClipRow.Key.class)
class RunClipRow {

    @Id
    private UUID run;

    @Id
    private UUID clip;

    @Column(name = "held_out")
    private boolean heldOut;

    private String language;

    @Column(name = "features_uri")
    private String featuresUri;

    @Column(name = "features_sha256")
    private String featuresSha256;

    @Column(name = "features_bytes")
    private long featuresBytes;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected RunClipRow() {}

    RunClipRow(UUID run, Assignment.RunClip clip, boolean heldOut) {
        this.run = run;
        this.clip = clip.clip();
        this.heldOut = heldOut;
        this.language = clip.language();
        this.featuresUri = clip.features().uri().toString();
        this.featuresSha256 = clip.features().sha256();
        this.featuresBytes = clip.features().bytes();
    }

    /** All clips of a run. */
    static Object[] of(UUID run, Split<Assignment.RunClip> clips) {
        return Stream.concat(
                        clips.learned().stream().map(clip -> new RunClipRow(run, clip, false)),
                        clips.heldOut().stream().map(clip -> new RunClipRow(run, clip, true)))
                .toArray();
    }

    boolean heldOut() {
        return heldOut;
    }

    Assignment.RunClip clip() {
        return new Assignment.RunClip(
                clip, language, new BlobRef(URI.create(featuresUri), featuresSha256, featuresBytes));
    }

    RunClipView view() {
        return new RunClipView(clip, heldOut, language);
    }

    @Override
    public String toString() {
        return "clip " + clip + " of run " + run;
    }

    /** What tells one from others. */
    record Key(UUID run, UUID clip) implements Serializable {}
}
