package dev.yinsong.cli.voice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The trainer's versions of one voice, kept in memory: the newest is the current one. */
final class ArchiveShelf implements AutoCloseable {

    private final HttpServer server;
    private final List<byte[]> archives = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    ArchiveShelf() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized int put(byte[] archive) {
        archives.add(archive);
        return archives.size();
    }

    synchronized byte[] get(int number) {
        return archives.get(number - 1);
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        var sent = exchange.getRequestBody().readAllBytes();
        bodies.add(new String(sent, StandardCharsets.UTF_8));
        byte[] answer;
        if (path.endsWith("/imports")) {
            answer = ("{\"version\": " + put(sent) + "}").getBytes(StandardCharsets.UTF_8);
        } else if (path.endsWith("/archive")) {
            answer = get(Integer.parseInt(path.replaceAll(".*/versions/(\\d+)/archive", "$1")));
        } else {
            answer = versions().getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String versions() {
        return IntStream.rangeClosed(1, archives.size())
                .mapToObj(number -> """
                        {"version": %d, "state": "%s", "run": "r%d", "madeAt": "2026-01-15T09:30:00Z",
                         "gate": {"tunedSimilarity": 0.7, "baseSimilarity": 0.2,
                                  "checks": [{"passed": %b, "finding": "2 of 2 sentences run on"}]}}
                        """.formatted(
                                number, number == archives.size() ? "current" : "retired", number, number % 2 == 1))
                .collect(Collectors.joining(",", "{\"versions\": [", "]}"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
