package dev.yinsong.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

/** The one way of authentication that the configuration chooses. */
class Authentications {

    @Produces
    @ApplicationScoped // made at the first request: filters are made while the service is built, without its settings
    Authentication chosen(AccessConfig config, Instance<KeyAuthentication> keys, Instance<OidcAuthentication> oidc) {
        return switch (config.mode()) {
            case NONE -> _ -> Uni.createFrom().item(Identity.LOCAL);
            case KEYS -> keys.get();
            case OIDC -> oidc.get();
        };
    }
}
