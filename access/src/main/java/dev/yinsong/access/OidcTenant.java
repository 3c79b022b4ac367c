package dev.yinsong.access;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells Quarkus of the OpenID Connect provider, where there is one. */
@ApplicationScoped
class OidcTenant implements TenantConfigResolver {

    private final Optional<OidcTenantConfig> tenant;

    OidcTenant(AccessConfig config) {
        this.tenant = config.mode() == AccessConfig.Mode.OIDC ? Optional.of(tenant(config.oidc())) : Optional.empty();
    }

    private static OidcTenantConfig tenant(AccessConfig.Oidc provider) {
        var tenant = OidcTenantConfig.authServerUrl(provider.issuer().orElseThrow())
                .tenantId("yinsong")
                .applicationType(io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType.SERVICE)
                .roles()
                .roleClaimPath(provider.rolesClaim())
                .end();
        provider.audience()
                .ifPresent(audience -> tenant.token().audience(audience).end());
        return tenant.build();
    }

    @Override
    public Uni<@Nullable OidcTenantConfig> resolve(
            RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        return Uni.createFrom().optional(tenant);
    }
}
