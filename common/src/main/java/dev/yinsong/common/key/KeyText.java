package dev.yinsong.common.key;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: {@code yk_ID_SECRET}. The id finds the key in the file; the secret is 256 random bits.
 *
 * @param id 8 hexadecimal digits
 * @param secret 64 hexadecimal digits
 */
public record KeyText(String id, String secret) {

    private static final Pattern FORM = Pattern.compile("yk_([0-9a-f]{8})_([0-9a-f]{64})");
    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 32;

    static KeyText random(SecureRandom random) {
        return new KeyText(hex(random, ID_BYTES), hex(random, SECRET_BYTES));
    }

    private static String hex(SecureRandom random, int bytes) {
        var some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    /** Reads a key; empty for any other text. */
    public static Optional<KeyText> of(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new KeyText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The whole key. */
    public String whole() {
        return "yk_" + id + "_" + secret;
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "yk_" + id + "_…";
    }
}
