package dev.yinsong.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.common.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses a document that is larger than any of this service's, before it is read; voice archives may be large. */
@Singleton
class SmallBodies {

    private static final int BEFORE_ALL_ELSE = 10_000;
    private static final long LARGEST = 64 << 10;

    private final ObjectMapper json;

    SmallBodies(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_ELSE);
    }

    private void check(RoutingContext exchange) {
        var request = exchange.request();
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean archive = request.path().endsWith("/imports");
        if (archive || (length == null && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null)) {
            exchange.next();
        } else if (length == null) {
            refuse(exchange, new LengthRequired());
        } else if (length.length() > 18 || Long.parseLong(length) > LARGEST) {
            refuse(exchange, new TooLarge());
        } else {
            exchange.next();
        }
    }

    private void refuse(RoutingContext exchange, Problem problem) {
        try {
            var details = problem.details();
            exchange.response()
                    .setStatusCode(details.status())
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(details));
        } catch (JsonProcessingException e) {
            exchange.fail(e);
        }
    }

    /** A document of unknown length. */
    private static final class LengthRequired extends Problem {

        private static final long serialVersionUID = 1;

        LengthRequired() {
            super("length-required", "Length required", 411, "Send the document with a Content-Length.");
        }
    }

    /** A document that nothing here takes. */
    private static final class TooLarge extends Problem {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("document-too-large", "Document too large", 413, "A document may have at most 64 KiB here.");
        }
    }
}
