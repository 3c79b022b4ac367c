package dev.yinsong.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scheme of the Authorization header that keys and tokens come with (RFC 6750). */
final class Bearer {

    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** What follows the scheme; empty for no header or another scheme. */
    static Optional<String> credentials(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(credentials -> !credentials.isEmpty());
    }
}
