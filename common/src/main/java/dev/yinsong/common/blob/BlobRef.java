package dev.yinsong.common.blob;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where some bytes lie, and what they must be.
 *
 * @param uri where the writer put them; a reader goes by the hash, in the store that it was given
 * @param sha256 their SHA-256, 64 lower-case hexadecimal digits
 * @param bytes how many there are
 */
public record BlobRef(URI uri, String sha256, long bytes) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public BlobRef {
        if (uri == null) {
            throw new IllegalArgumentException("a blob needs a uri");
        }
        if (sha256 == null || !HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits, was " + sha256);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
        }
    }

    /** The blob's path below the root of a store: a folder for each of 256 first bytes, then the whole hash. */
    String path() {
        return path(sha256);
    }

    static String path(String sha256) {
        return folder(sha256) + "/" + sha256;
    }

    static String folder(String sha256) {
        return sha256.substring(0, 2);
    }
}
