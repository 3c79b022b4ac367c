package dev.yinsong.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

/** An HTTP server that gives prepared answers in their order and remembers what it was asked. */
public final class StubServer implements AutoCloseable {

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();

    public StubServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public synchronized StubServer answer(int status, String type, String body) {
        answers.add(new Answer(status, type, body));
        return this;
    }

    public StubServer json(int status, String body) {
        return answer(status, "application/json", body);
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method and path of each request, and its last-event-id if it has one. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** The header of each request, or an empty text. */
    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        var after = exchange.getRequestHeaders().getFirst("last-event-id");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (after == null ? "" : " after " + after));
        authorizations.add(
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("authorization"), ""));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var answer = answers.isEmpty() ? new Answer(500, "text/plain", "no answer prepared") : answers.remove();
        var body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", answer.type);
        exchange.getResponseHeaders().add("retry-after", "1");
        exchange.getResponseHeaders().add("x-voice-version", "3");
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
