package dev.yinsong.access;

import dev.yinsong.common.key.Grant;
import dev.yinsong.common.key.Role;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Callers with access tokens (JWT) of an OpenID Connect provider. */
@ApplicationScoped
@Typed(OidcAuthentication.class) // the one that is chosen is the Authentication
class OidcAuthentication implements Authentication {

    private static final Set<String> ROLES =
            Arrays.stream(Role.values()).map(Role::label).collect(Collectors.toUnmodifiableSet());

    private final CurrentIdentityAssociation request;
    private final AccessConfig config;

    OidcAuthentication(CurrentIdentityAssociation request, AccessConfig config) {
        this.request = request;
        this.config = config;
    }

    @Override
    public Uni<Identity> identify(@Nullable String authorization) {
        if (Bearer.credentials(authorization).isEmpty()) {
            return Uni.createFrom().failure(NotAuthenticated::missing);
        }
        return request.getDeferredIdentity()
                .onFailure(AuthenticationFailedException.class)
                .transform(_ -> NotAuthenticated.invalid("token"))
                .map(this::identity);
    }

    private Identity identity(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw NotAuthenticated.invalid("token");
        }
        var roles = identity.getRoles().stream()
                .filter(ROLES::contains) // the provider's other roles are not ours
                .map(Role::of)
                .collect(Collectors.toSet());
        return new Identity(name(token), new Grant(roles, voices(token)), config.requestsPerMinute());
    }

    /** What the provider calls the caller; the subject is always there, and the same for ever. */
    private static String name(JsonWebToken token) {
        return token.getName() == null ? token.getSubject() : token.getName();
    }

    private Set<String> voices(JsonWebToken token) {
        Object claim = token.getClaim(config.oidc().voicesClaim());
        if (claim instanceof JsonArray list) {
            return list.stream()
                    .filter(JsonString.class::isInstance)
                    .map(voice -> ((JsonString) voice).getString())
                    .collect(Collectors.toSet());
        }
        var words = claim instanceof JsonString text ? text.getString() : claim == null ? "" : claim.toString();
        return words.isBlank() ? Set.of() : Set.of(words.strip().split("\\s+"));
    }
}
