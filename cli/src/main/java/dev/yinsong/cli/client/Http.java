package dev.yinsong.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * JSON over HTTP, with refusals and dead addresses as exceptions. Thread-safe. With {@code YINSONG_API_KEY} in the
 * environment, that key goes with every request.
 */
public final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final int SLOWEST_UPLOAD = 32 << 10; // bytes a second, a quarter of a poor home's line
    private static final int BUSY_RETRIES = 10;

    private final Optional<String> key;
    private final int retries;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** With the key of the environment, if there is one. */
    public Http() {
        this(keyOfEnvironment());
    }

    /** With a key, or without. */
    Http(Optional<String> key) {
        this(key, BUSY_RETRIES);
    }

    private Http(Optional<String> key, int retries) {
        this.key = key;
        this.retries = retries;
    }

    /** For whoever wants to hear that a service is busy or away, rather than to wait for it. */
    public static Http impatient() {
        return new Http(keyOfEnvironment(), 0);
    }

    private static Optional<String> keyOfEnvironment() {
        return Optional.ofNullable(System.getenv("YINSONG_API_KEY")).filter(key -> !key.isBlank());
    }

    /** The document at an address. */
    JsonNode get(URI uri) {
        return json(send(request(uri).GET()));
    }

    /** What is at an address, whatever it is. */
    byte[] bytes(URI uri) {
        return send(request(uri).GET()).body();
    }

    /** Posts a document and returns the answer, whose body is bytes. */
    HttpResponse<byte[]> post(URI uri, JsonNode body) {
        return post(uri, "application/json", BodyPublishers.ofString(body.toString()));
    }

    /** Posts a body and returns the answer. */
    HttpResponse<byte[]> post(URI uri, String contentType, BodyPublisher body) {
        return send(request(uri).header("content-type", contentType).POST(body));
    }

    /** Posts a document and returns the answer while its body still comes; whoever takes it closes the body. */
    HttpResponse<InputStream> open(URI uri, JsonNode body) {
        var request =
                request(uri).header("content-type", "application/json").POST(BodyPublishers.ofString(body.toString()));
        return send(request, BodyHandlers.ofInputStream(), InputStream::readAllBytes);
    }

    /** Opens a stream of server-sent events, those after a number. */
    InputStream stream(URI uri, long after) {
        var request = request(uri)
                .header("accept", "text/event-stream")
                .header("last-event-id", Long.toString(after))
                .GET()
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() >= 400) {
                try (var body = response.body()) {
                    throw refused(response.statusCode(), body.readAllBytes());
                }
            }
            return response.body();
        } catch (IOException e) {
            throw failed(uri, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Sends a change of what is at an address and returns the answer. */
    HttpResponse<byte[]> patch(URI uri, JsonNode change) {
        return send(request(uri)
                .header("content-type", "application/json")
                .method("PATCH", BodyPublishers.ofString(change.toString())));
    }

    /** Deletes what is at an address. */
    void delete(URI uri) {
        send(request(uri).DELETE());
    }

    private HttpRequest.Builder request(URI uri) {
        var request = HttpRequest.newBuilder(uri);
        key.ifPresent(present -> request.header("authorization", "Bearer " + present));
        return request;
    }

    /** A new JSON object. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A JSON object of plain values. */
    static ObjectNode object(Map<String, Object> values) {
        return JSON.valueToTree(values);
    }

    /** An answer's body as a document. */
    static JsonNode json(HttpResponse<byte[]> response) {
        return json(response.body());
    }

    static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("a service answered with something that is not JSON", e);
        }
    }

    static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a service sent an event that is not JSON: " + body, e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
        return send(builder, BodyHandlers.ofByteArray(), body -> body);
    }

    /** Sends; a service that is busy or away for now is asked again when it says so, a few times. */
    private <T> HttpResponse<T> send(HttpRequest.Builder builder, BodyHandler<T> handler, Reading<T> reading) {
        var request = builder.timeout(patience(builder.build())).build();
        try {
            var response = client.send(request, handler);
            for (int again = 0; again < retries && isForNow(response); again++) {
                reading.bytes(response.body());
                TimeUnit.SECONDS.sleep(retryAfter(response));
                response = client.send(request, handler);
            }
            if (response.statusCode() >= 400) {
                throw refused(response.statusCode(), reading.bytes(response.body()));
            }
            return response;
        } catch (IOException e) {
            throw failed(request.uri(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** How long to wait for an answer, which comes when all of the request is sent. */
    static Duration patience(HttpRequest request) {
        var bytes = request.bodyPublisher().map(BodyPublisher::contentLength).orElse(0L);
        return ANSWER.plusSeconds(bytes / SLOWEST_UPLOAD);
    }

    /** Reads a body to its end. */
    private interface Reading<T> {
        byte[] bytes(T body) throws IOException;
    }

    /** Busy (429); or away (503) and back at a time that it names, which a proxy without a service can't. */
    private static boolean isForNow(HttpResponse<?> response) {
        return response.statusCode() == 429
                || (response.statusCode() == 503
                        && response.headers().firstValue("retry-after").isPresent());
    }

    private static long retryAfter(HttpResponse<?> response) {
        try {
            var seconds = response.headers().firstValue("retry-after").orElse("1");
            return Math.clamp(Long.parseLong(seconds.strip()), 1, 60);
        } catch (NumberFormatException e) {
            return 1; // a date, which no service of ours sends
        }
    }

    /** What is sent is read from disk meanwhile, so the disk may be what fails. */
    private static RuntimeException failed(URI uri, IOException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileNotFoundException || cause instanceof FileSystemException) {
                return new UnreadableFile(cause);
            }
        }
        return error instanceof ConnectException
                ? new Unreachable(uri, error)
                : new UncheckedIOException("The connection to " + uri + " broke: " + reason(error), error);
    }

    /** A channel that somebody closed has no message. */
    private static String reason(IOException error) {
        return Objects.requireNonNullElse(error.getMessage(), error.toString());
    }

    private static RuntimeException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new InterruptedIOException("interrupted"));
    }

    /** Problem documents (RFC 9457) say it in {@code detail}, OpenAI's in {@code error.message}. */
    private static Refused refused(int status, byte[] body) {
        try {
            var problem = JSON.readTree(body);
            for (var pointer : new String[] {"/detail", "/error/message", "/title"}) {
                var sentence = problem.at(pointer);
                if (sentence.isTextual() && !sentence.asText().isBlank()) {
                    return new Refused(status, sentence.asText(), UploadOutcome.refusals(problem));
                }
            }
        } catch (IOException e) {
            // not JSON: shown as it is
        }
        var text = new String(body, StandardCharsets.UTF_8).strip();
        return new Refused(status, "HTTP status " + status + (text.isEmpty() ? "" : ": " + text));
    }
}
