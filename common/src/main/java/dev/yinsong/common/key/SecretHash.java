package dev.yinsong.common.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret's slow hash: PBKDF2 with HMAC-SHA-256. Making or checking one takes some 50 ms of a core.
 *
 * @param iterations of the derivation
 * @param salt 16 random bytes
 * @param digest 32 bytes
 */
public record SecretHash(
        @JsonProperty(value = "iterations", required = true) int iterations,
        @JsonProperty(value = "salt", required = true) byte[] salt,
        @JsonProperty(value = "digest", required = true) byte[] digest) {

    private static final int ITERATIONS = 100_000;
    private static final int SALT_BYTES = 16;
    private static final int DIGEST_BITS = 256;

    public SecretHash {
        if (iterations < 1 || salt.length == 0 || digest.length * 8 != DIGEST_BITS) {
            throw new IllegalArgumentException("a hash has at least 1 iteration, a salt and a digest of 32 bytes");
        }
        salt = salt.clone();
        digest = digest.clone();
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] digest() {
        return digest.clone();
    }

    /** The hash of a secret, salted anew. */
    static SecretHash of(String secret, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new SecretHash(ITERATIONS, salt, derive(secret, salt, ITERATIONS));
    }

    /** Whether it is the hash of a secret; takes the same time for each wrong one. */
    boolean fits(String secret) {
        return MessageDigest.isEqual(digest, derive(secret, salt, iterations));
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        try {
            var specification = new PBEKeySpec(secret.toCharArray(), salt, iterations, DIGEST_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2 with HMAC-SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash hash
                && iterations == hash.iterations
                && Arrays.equals(salt, hash.salt)
                && Arrays.equals(digest, hash.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return "SecretHash[" + iterations + " iterations]";
    }
}
