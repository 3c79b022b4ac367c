package dev.yinsong.ingest.idempotency;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Tells whether two requests ask for the same: SHA-256 over address and body, in hexadecimal. */
final class Fingerprints {

    private final MessageDigest digest;

    private Fingerprints() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(String address, byte[] body) {
        var print = new Fingerprints();
        print.add(address.getBytes(StandardCharsets.UTF_8));
        print.add(body);
        return print.hex();
    }

    /** Parts of one name count in their order, and by their content; boundaries and the order of names don't. */
    static String of(String address, MultipartFormDataInput form) throws IOException {
        var print = new Fingerprints();
        print.add(address.getBytes(StandardCharsets.UTF_8));
        for (var parts : new TreeMap<>(form.getValues()).entrySet()) {
            for (var part : parts.getValue()) {
                print.add(parts.getKey().getBytes(StandardCharsets.UTF_8));
                print.add(part);
            }
        }
        return print.hex();
    }

    private void add(FormValue part) throws IOException {
        if (!part.isFileItem()) {
            add(part.getValue().getBytes(StandardCharsets.UTF_8));
            return;
        }
        add(String.valueOf(part.getFileName()).getBytes(StandardCharsets.UTF_8));
        var file = part.getFileItem().getFile();
        addLength(Files.size(file));
        try (var in = Files.newInputStream(file);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
    }

    /** The length goes before the bytes, so that no two sequences run into each other. */
    private void add(byte[] bytes) {
        addLength(bytes.length);
        digest.update(bytes);
    }

    private void addLength(long length) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            digest.update((byte) (length >> shift));
        }
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
