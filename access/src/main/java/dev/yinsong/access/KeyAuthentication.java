package dev.yinsong.access;

import dev.yinsong.common.key.ApiKey;
import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.key.KeyText;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Callers with API keys. */
@ApplicationScoped
@Typed(KeyAuthentication.class) // the one that is chosen is the Authentication
class KeyAuthentication implements Authentication {

    private static final Logger LOG = Logger.getLogger(KeyAuthentication.class);

    private final KeyRing ring;
    private final AccessConfig config;
    private final Vertx vertx;
    private boolean failing;

    KeyAuthentication(KeyRing ring, AccessConfig config, Vertx vertx) {
        this.ring = ring;
        this.config = config;
        this.vertx = vertx;
    }

    void follow(@Observes StartupEvent event) {
        if (config.mode() == AccessConfig.Mode.KEYS) {
            vertx.setPeriodic(config.keyFileEvery().toMillis(), _ -> vertx.executeBlocking(this::readAgain));
        }
    }

    /** A file that is damaged, or away for a moment, takes no key away. It is told of once. */
    private @Nullable Void readAgain() {
        try {
            ring.read();
            failing = false;
        } catch (KeyFile.Unusable e) {
            if (!failing) {
                LOG.errorf("%s The keys stay as they were.", e.getMessage());
            }
            failing = true;
        }
        return null;
    }

    @Override
    public Uni<Identity> identify(@Nullable String authorization) {
        var credentials = Bearer.credentials(authorization);
        if (credentials.isEmpty()) {
            return Uni.createFrom().failure(NotAuthenticated::missing);
        }
        return credentials
                .flatMap(KeyText::of)
                .map(this::key)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(key -> key.map(this::identity).orElseThrow(() -> NotAuthenticated.invalid("key")));
    }

    private Uni<Optional<ApiKey>> key(KeyText text) {
        var remembered = ring.remembered(text);
        if (remembered.isPresent()) {
            return Uni.createFrom().item(remembered);
        }
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> ring.check(text), false).toCompletionStage());
    }

    private Identity identity(ApiKey key) {
        int limit = key.requestsPerMinute() == null ? config.requestsPerMinute() : key.requestsPerMinute();
        return new Identity(key.name(), key.grant(), limit);
    }
}
