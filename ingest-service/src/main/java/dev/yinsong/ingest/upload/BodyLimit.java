package dev.yinsong.ingest.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.common.problem.Problem;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.clip.AudioTooLarge;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Refuses an upload that says of itself that it is too large, before any of it is written to disk.
 *
 * <p>The rest of its body is read and thrown away before the answer: a client that is still sending might not hear it.
 * Only a body that is larger than anybody's mistake is cut off.
 */
@Singleton
class BodyLimit {

    private static final int BEFORE_ALL_ELSE = 10_000;

    /** For the transcript, and what multipart puts round the parts. */
    private static final long BESIDE_THE_AUDIO = 1 << 20;

    private static final int CUT_OFF = 8;

    private final long clip;
    private final IngestConfig.Uploads uploads;
    private final ObjectMapper json;

    BodyLimit(IngestConfig config, ObjectMapper json) {
        this.clip = config.limits().audio().asLongValue();
        this.uploads = config.uploads();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_ELSE);
    }

    private void check(RoutingContext exchange) {
        var length = length(exchange);
        var limit = limit(exchange);
        if (length <= limit + BESIDE_THE_AUDIO) {
            exchange.next();
        } else if (length > CUT_OFF * limit) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(exchange);
        } else {
            exchange.request()
                    .handler(_ -> {})
                    .endHandler(_ -> refuse(exchange))
                    .resume();
        }
    }

    /** What the client says, or 0 when it says nothing: then the body is counted as it comes. */
    private static long length(RoutingContext exchange) {
        var header = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return header == null || !header.matches("\\d{1,18}") ? 0 : Long.parseLong(header);
    }

    /** One clip has the limit of its audio, many together have another. */
    private long limit(RoutingContext exchange) {
        return isOfMany(exchange) ? uploads.size().asLongValue() : clip;
    }

    private static boolean isOfMany(RoutingContext exchange) {
        return exchange.request().path().endsWith("/uploads");
    }

    private void refuse(RoutingContext exchange) {
        try {
            var problem = isOfMany(exchange) ? UploadTooLarge.size(uploads) : new AudioTooLarge(clip);
            var details = problem.details();
            exchange.response()
                    .setStatusCode(details.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(details));
        } catch (JsonProcessingException e) {
            exchange.fail(e);
        }
    }
}
