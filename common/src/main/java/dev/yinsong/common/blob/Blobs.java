package dev.yinsong.common.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A content-addressed store: a blob's name is its SHA-256, so that writing the same bytes twice is harmless and a blob
 * never changes. Safe for many threads and many processes. Calls block.
 *
 * <p>All methods throw {@link UncheckedIOException} when the store can't be used, {@link BlobsAway} where that is known to
 * pass.
 */
public interface Blobs extends AutoCloseable {

    /**
     * Opens a store.
     *
     * @param uri {@code file:/folder}, a plain path, or {@code s3://bucket/prefix?region=…&endpoint=…}, whose
     *     credentials come from the environment (AWS_ACCESS_KEY_ID and so on)
     * @throws IllegalArgumentException when no store answers to such a URI
     */
    static Blobs open(String uri) {
        if (!uri.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return new FileBlobs(Path.of(uri));
        }
        var parsed = URI.create(uri);
        return switch (parsed.getScheme()) {
            case "file" -> new FileBlobs(Path.of(parsed.getPath()));
            case "s3" -> S3Blobs.open(parsed);
            default -> throw new IllegalArgumentException("blobs are at file: or s3:, not " + uri);
        };
    }

    /** What {@link #put} answers for content of this hash and size; nothing is stored. */
    BlobRef locate(String sha256, long bytes);

    /** What {@link #put(byte[])} would answer; nothing is stored. */
    default BlobRef locate(byte[] content) {
        var digest = Digest.of(content);
        return locate(digest.sha256(), digest.bytes());
    }

    /** What {@link #put(Path)} would answer; nothing is stored. */
    default BlobRef locate(Path file) {
        try {
            var digest = Digest.of(file);
            return locate(digest.sha256(), digest.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("file " + file + " can't be read", e);
        }
    }

    /** Stores some bytes; they are durable when this returns. */
    BlobRef put(byte[] content);

    /** Stores a copy of a file; it is durable when this returns. */
    BlobRef put(Path file);

    /**
     * A local file with a blob's bytes, checked against size and hash. It belongs to the store: read it, don't change
     * or delete it.
     *
     * @throws BlobMissing when the store has no such blob
     * @throws BlobCorrupt when it has other bytes under that name
     */
    Path fetch(BlobRef blob);

    /** Forgets a blob; one that is not there is forgotten already. */
    void delete(BlobRef blob);

    /** Does nothing when the store can be reached and written, and throws when it can't. */
    void check();

    @Override
    void close();
}
