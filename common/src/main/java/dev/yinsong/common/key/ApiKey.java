package dev.yinsong.common.key;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as the file keeps it: everything but the key itself.
 *
 * @param name how people call its holder; it is what the audit log says
 * @param id the part of the key that is no secret
 * @param hash of the secret part
 * @param requestsPerMinute how many it may send, where that is not the service's own limit
 * @param createdAt when it was made
 */
public record ApiKey(
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty(value = "id", required = true) String id,
        @JsonProperty(value = "hash", required = true) SecretHash hash,
        @JsonProperty(value = "roles", required = true) Set<Role> roles,
        @JsonProperty(value = "voices", required = true) Set<String> voices,

        @JsonProperty("requestsPerMinute") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Integer requestsPerMinute,

        @JsonProperty(value = "createdAt", required = true) Instant createdAt) {

    public ApiKey {
        roles = Set.copyOf(roles);
        voices = Set.copyOf(voices);
        if (roles.isEmpty() || voices.isEmpty()) {
            throw new IllegalArgumentException(
                    "the key " + name + " has no role or no voice, and so is good for nothing");
        }
        if (requestsPerMinute != null && requestsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "the key " + name + " must have at least 1 request a minute, was " + requestsPerMinute);
        }
    }

    /** What its holder may do. */
    @JsonIgnore
    public Grant grant() {
        return new Grant(roles, voices);
    }
}
