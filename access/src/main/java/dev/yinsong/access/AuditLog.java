package dev.yinsong.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Who did what: one JSON object a line, in a log category of its own. */
@ApplicationScoped
class AuditLog {

    private static final Logger LOG = Logger.getLogger("yinsong.audit");

    private final String service;
    private final CurrentVertxRequest current;
    private final ObjectMapper json;

    AuditLog(
            @ConfigProperty(name = "quarkus.application.name") String service,
            CurrentVertxRequest current,
            ObjectMapper json) {
        this.service = service;
        this.current = current;
        this.json = json;
    }

    /**
     * Writes down a request once its answer has ended, or its caller has hung up.
     *
     * @param action what it is called
     * @param caller whose voice and name may still come to be known
     * @param request method and path
     */
    void follow(String action, Caller caller, String request) {
        var at = Instant.now();
        var trace = trace();
        var exchange = current.getCurrent();
        var from = exchange.request().remoteAddress().hostAddress();
        exchange.addEndHandler(end -> write(new Entry(
                at.toString(),
                service,
                caller.name(),
                from,
                action,
                caller.voice().orElse(null),
                exchange.response().headers().get("X-Voice-Version"),
                request,
                exchange.response().getStatusCode(),
                end.succeeded(),
                trace)));
    }

    private void write(Entry entry) {
        try {
            LOG.info(json.writeValueAsString(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit entry can't be written: " + entry, e);
        }
    }

    private static @Nullable String trace() {
        var span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }

    /**
     * A line.
     *
     * @param at when it came, an instant of ISO 8601
     * @param who the name of the key or token, {@code local} without authentication, {@code nobody} when it is not known
     * @param from the address that the request came from
     * @param voice that it was about, where there was one
     * @param version that spoke
     * @param status of the answer
     * @param complete whether the caller had all of it
     * @param trace the id that logs and traces have
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(
            String at,
            String service,
            String who,
            String from,
            String action,
            @Nullable String voice,
            @Nullable String version,
            String request,
            int status,
            boolean complete,
            @Nullable String trace) {}
}
