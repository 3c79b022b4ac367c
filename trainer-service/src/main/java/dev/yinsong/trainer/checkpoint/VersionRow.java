package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.VoiceEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version, kept. What it says never changes, only whether it is the one that speaks. */
@Entity
@Table(name = "version")
@IdClass(VersionRow.Key.class)
class VersionRow {

    @Id
    private String voice;

    @Id
    private int number;

    private UUID run;
    private String state;

    @Column(name = "base_hash")
    private String baseHash;

    @Column(name = "blob_uri")
    private String blobUri;

    @Column(name = "blob_sha256")
    private String blobSha256;

    @Column(name = "blob_bytes")
    private long blobBytes;

    private String report;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "published_at")
    private @Nullable Instant publishedAt;

    private int announcements;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected VersionRow() {}

    /** A version that nobody hears yet. */
    VersionRow(Version version) {
        voice = version.voice();
        number = version.number();
        run = version.run();
        state = VersionState.CANDIDATE.label();
        baseHash = version.baseHash();
        blobUri = version.checkpoint().uri().toString();
        blobSha256 = version.checkpoint().sha256();
        blobBytes = version.checkpoint().bytes();
        report = version.report();
        madeAt = now();
    }

    String voice() {
        return voice;
    }

    int number() {
        return number;
    }

    VersionState state() {
        return VersionState.of(state);
    }

    String report() {
        return report;
    }

    /** Whether the gate let it through. */
    boolean passed() {
        return VersionView.tree(report).path("passed").asBoolean();
    }

    BlobRef checkpoint() {
        return new BlobRef(URI.create(blobUri), blobSha256, blobBytes);
    }

    /**
     * It speaks from now on; what there is to announce. Each time is another event.
     *
     * @param others versions that spoke before, newest first
     */
    CheckpointPublished promote(List<VersionRow> others) {
        state = VersionState.CURRENT.label();
        publishedAt = now();
        announcements++;
        var id = announcements == 1
                ? VoiceEvent.idOf(CheckpointPublished.class, voice, number)
                : VoiceEvent.idOf(CheckpointPublished.class, voice, number, announcements);
        return new CheckpointPublished(
                id,
                publishedAt,
                voice,
                number,
                run,
                baseHash,
                checkpoint(),
                others.stream().map(VersionRow::announced).toList());
    }

    private CheckpointPublished.Version announced() {
        return new CheckpointPublished.Version(number, baseHash, checkpoint());
    }

    VersionView view() {
        return new VersionView(
                voice, number, run, state(), baseHash, checkpoint(), madeAt, publishedAt, VersionView.tree(report));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public String toString() {
        return "version " + number + " of " + voice;
    }

    /** What tells one version from others. */
    record Key(String voice, int number) implements Serializable {}
}
