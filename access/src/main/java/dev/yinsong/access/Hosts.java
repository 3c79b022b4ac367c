package dev.yinsong.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a service is called that lets in everybody on its machine. A page from elsewhere can't send requests
 * to another site, but it may have its own site's name lead to this machine, after it was loaded ("DNS rebinding"): then
 * its requests come under that name.
 */
@ApplicationScoped // the filter is made before the configuration is read
class Hosts {

    /** Names that lead to this machine whatever a name server says. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private static final Pattern ORIGIN = Pattern.compile("https?://([^/:]+)(:\\d+)?/?");

    private final CurrentVertxRequest current;
    private final boolean everybody;
    private final Set<String> names = new HashSet<>();

    Hosts(
            AccessConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "yinsong.studio.origin") Optional<List<String>> origins,
            CurrentVertxRequest current) {
        this.current = current;
        this.everybody = config.mode() == AccessConfig.Mode.NONE;
        names.add(host.toLowerCase(Locale.ROOT));
        config.hosts().orElse(List.of()).forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        origins.orElse(List.of()).forEach(this::addHostOf);
    }

    /** A pattern of origins, as Quarkus takes them too, adds nothing. */
    private void addHostOf(String origin) {
        var parts = ORIGIN.matcher(origin.strip());
        if (parts.matches()) {
            names.add(parts.group(1).toLowerCase(Locale.ROOT));
        }
    }

    /** Does nothing for a request that asks for this service by one of its names, or must say who it is from anyway. */
    void check() {
        if (everybody) {
            var host = host(current.getCurrent().request());
            if (!LOOPBACK.matcher(host).matches() && !names.contains(host.toLowerCase(Locale.ROOT))) {
                throw new UnknownHost(host);
            }
        }
    }

    /** As it was sent, for a {@code URI} knows no host of a name like {@code my_proxy}; empty if none was sent. */
    private static String host(HttpServerRequest request) {
        @Nullable HostAndPort named = request.authority();
        return named == null ? "" : named.host();
    }
}
