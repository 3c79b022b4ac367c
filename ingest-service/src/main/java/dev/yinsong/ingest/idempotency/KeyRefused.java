package dev.yinsong.ingest.idempotency;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** An Idempotency-Key that can't be used, or not for this request. */
class KeyRefused extends Problem {

    private static final long serialVersionUID = 1;

    private static final Duration RETRY = Duration.ofSeconds(2);

    private KeyRefused(String name, String title, int status, String detail, Map<String, String> headers) {
        super(new Details(URI.create("urn:problem:" + name), title, status, detail, Map.of()), headers);
    }

    static KeyRefused malformed() {
        return new KeyRefused(
                "idempotency-key-malformed",
                "Idempotency key malformed",
                400,
                "An Idempotency-Key has 1 to 255 visible ASCII characters: a UUID does well.",
                Map.of());
    }

    static KeyRefused reused() {
        return new KeyRefused(
                "idempotency-key-reused",
                "Idempotency key reused",
                422,
                "This Idempotency-Key came with another request before: take a new key for a new request.",
                Map.of());
    }

    static KeyRefused inProgress() {
        return new KeyRefused(
                "request-in-progress",
                "Request in progress",
                409,
                "The first request with this Idempotency-Key is still being worked on: ask again for its answer.",
                retryAfter(RETRY));
    }
}
