package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.blob.BlobRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A published version, kept. */
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

    @Column(name = "published_at")
    private Instant publishedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected VersionRow() {}

    /** A version that is now the current one. */
    VersionRow(Version version, Instant at) {
        voice = version.voice();
        number = version.number();
        run = version.run();
        state = "current";
        baseHash = version.baseHash();
        blobUri = version.checkpoint().uri().toString();
        blobSha256 = version.checkpoint().sha256();
        blobBytes = version.checkpoint().bytes();
        report = version.report();
        publishedAt = at.truncatedTo(ChronoUnit.MICROS);
    }

    VersionView view() {
        return new VersionView(
                number,
                run,
                state,
                baseHash,
                new BlobRef(URI.create(blobUri), blobSha256, blobBytes),
                publishedAt,
                VersionView.tree(report));
    }

    @Override
    public String toString() {
        return "version " + number + " of " + voice;
    }

    /** What tells one version from others. */
    record Key(String voice, int number) implements Serializable {}
}
