package dev.yinsong.common.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Size and SHA-256 of some bytes. */
record Digest(String sha256, long bytes) {

    private static final int CHUNK = 1 << 16;

    static Digest of(byte[] content) {
        return new Digest(HexFormat.of().formatHex(hasher().digest(content)), content.length);
    }

    static Digest of(Path file) throws IOException {
        var hasher = hasher();
        var chunk = new byte[CHUNK];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                hasher.update(chunk, 0, n);
                bytes += n;
            }
        }
        return new Digest(HexFormat.of().formatHex(hasher.digest()), bytes);
    }

    /**
     * Does nothing when these are the blob's.
     *
     * @throws BlobCorrupt when they are not
     */
    void mustBe(BlobRef blob) {
        if (!isOf(blob)) {
            throw new BlobCorrupt(blob, this);
        }
    }

    boolean isOf(BlobRef blob) {
        return bytes == blob.bytes() && sha256.equals(blob.sha256());
    }

    private static MessageDigest hasher() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
