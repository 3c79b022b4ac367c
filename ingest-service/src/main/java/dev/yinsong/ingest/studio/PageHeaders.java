package dev.yinsong.ingest.studio;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * What a browser may do with the page: run and show what came from here, talk to the three services, use the microphone,
 * and nothing else. No other page may frame it.
 */
@Singleton
class PageHeaders {

    private static final int BEFORE_THE_FILES = 1_000;

    private final String policy;

    PageHeaders(StudioConfig config) {
        this.policy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self'",
                "connect-src 'self' " + config.trainer() + " " + config.synth(),
                "media-src 'self' blob: " + config.trainer(),
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'");
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, BEFORE_THE_FILES);
    }

    private void add(RoutingContext exchange) {
        var headers = exchange.response().headers();
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", "microphone=(self)");
        if (isPage(exchange.normalizedPath())) {
            exchange.addHeadersEndHandler(_ -> revalidate(exchange));
        }
        exchange.next();
    }

    /** What lies under {@code /webjars/} is not the page's own: those paths name their version, and may be kept. */
    private static boolean isPage(String path) {
        return path.equals("/") || path.equals("/index.html") || path.startsWith("/studio/");
    }

    /** A page that was updated must not run with yesterday's scripts. */
    private static void revalidate(RoutingContext exchange) {
        exchange.response().headers().set(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
}
