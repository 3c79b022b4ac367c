package dev.yinsong.common.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal that is the caller's to act on. Each kind is a subclass whose type and title never vary.
 */
public class Problem extends RuntimeException {

    /** The media type of {@link Details} as JSON. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private final Details details;
    private final Map<String, String> headers;

    /**
     * A problem.
     *
     * @param name the last part of its type, {@code urn:problem:name}
     * @param title what kind of problem it is, the same each time
     * @param status the HTTP status, 400 to 599
     * @param detail a sentence about this one occurrence that helps
     */
    public Problem(String name, String title, int status, String detail) {
        this(new Details(URI.create("urn:problem:" + name), title, status, detail, Map.of()), Map.of());
    }

    /** A problem that tells more than a sentence, in members or HTTP headers of its own. */
    public Problem(Details details, Map<String, String> headers) {
        super(details.detail());
        this.details = details;
        this.headers = Map.copyOf(headers);
    }

    /** What the caller is told. */
    public Details details() {
        return details;
    }

    /** HTTP headers that go with it. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The header that says when to come back. */
    public static Map<String, String> retryAfter(Duration delay) {
        return Map.of("Retry-After", Long.toString(Math.max(1, delay.toSeconds())));
    }

    /** Refusals are answers, not accidents: they carry no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /**
     * The members of RFC 9457.
     *
     * @param type a stable name of the kind of problem
     * @param title the same for each problem of the kind
     * @param status the HTTP status
     * @param detail a sentence about this occurrence
     * @param more members beyond those, with names of their own
     */
    public record Details(
            URI type,
            String title,
            int status,
            String detail,
            @JsonAnyGetter Map<String, Object> more) {

        public Details {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status of a problem must be 400 to 599, was " + status);
            }
            more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
        }

        /** A problem that has no kind of its own beyond its HTTP status. */
        static Details ofStatus(int status, String title, String detail) {
            return new Details(URI.create("about:blank"), title, status, detail, Map.of());
        }
    }
}
