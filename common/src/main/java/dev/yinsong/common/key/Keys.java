package dev.yinsong.common.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are good, by name at most one each. Immutable.
 *
 * @param keys in the order in which they were made
 */
public record Keys(
        @JsonProperty(value = "keys", required = true) List<ApiKey> keys) {

    /** No key is good. */
    public static final Keys NONE = new Keys(List.of());

    private static final SecureRandom RANDOM = new SecureRandom();

    public Keys {
        keys = List.copyOf(keys);
        var names = new HashSet<String>();
        var ids = new HashSet<String>();
        for (var key : keys) {
            if (!names.add(key.name()) || !ids.add(key.id())) {
                throw new IllegalArgumentException(
                        "there are two keys of the name " + key.name() + " or id " + key.id());
            }
        }
    }

    /** The key of a name. */
    public Optional<ApiKey> named(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** Whether one of them has an id. */
    public boolean knows(String id) {
        return keys.stream().anyMatch(key -> key.id().equals(id));
    }

    /**
     * The key that a text is, if it is one of these. Takes some 50 ms when the id is known.
     */
    public Optional<ApiKey> find(KeyText text) {
        return keys.stream()
                .filter(key -> key.id().equals(text.id()))
                .filter(key -> key.hash().fits(text.secret()))
                .findFirst();
    }

    /**
     * These and a new one.
     *
     * @param requestsPerMinute null for the services' own limit
     * @throws IllegalArgumentException when the name is taken, or the grant is empty
     */
    public Made with(String name, Grant grant, @Nullable Integer requestsPerMinute) {
        var text = KeyText.random(RANDOM);
        var key = new ApiKey(
                name,
                text.id(),
                SecretHash.of(text.secret(), RANDOM),
                grant.roles(),
                grant.voices(),
                requestsPerMinute,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return new Made(new Keys(Stream.concat(keys.stream(), Stream.of(key)).toList()), text);
    }

    /** These without the key of a name. */
    public Keys without(String name) {
        return new Keys(keys.stream().filter(key -> !key.name().equals(name)).toList());
    }

    /**
     * A new key, whose text is known only now.
     *
     * @param all the keys that are good from now on
     * @param text for its holder
     */
    public record Made(Keys all, KeyText text) {}
}
