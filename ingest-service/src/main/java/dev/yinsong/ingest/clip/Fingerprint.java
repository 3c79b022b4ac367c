package dev.yinsong.ingest.clip;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two uploads are the same. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 over the transcript and the recording's bytes, in hexadecimal. */
    static String of(Path audio, String text) throws IOException {
        var digest = sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0); // no transcript has one, so the two can't run into each other
        try (InputStream in = Files.newInputStream(audio);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
