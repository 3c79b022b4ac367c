package dev.yinsong.trainer.run;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client of Server-Sent Events that keeps what it hears. */
final class EventStream implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Map<String, String>> events = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    EventStream(String path, @Nullable String lastEventId) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var _ = client.sendAsync(request.build(), BodyHandlers.ofLines()).thenAccept(response -> read(response.body()));
    }

    private void read(Stream<String> lines) {
        var event = new HashMap<String, String>();
        lines.forEach(line -> {
            if (line.isEmpty() && !event.isEmpty()) {
                events.add(Map.copyOf(event));
                event.clear();
            }
            var colon = line.indexOf(':');
            if (colon > 0) {
                event.merge(line.substring(0, colon), line.substring(colon + 1).strip(), String::concat);
            }
        });
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    List<Map<String, String>> all() {
        return new ArrayList<>(events);
    }

    List<String> names() {
        return events.stream().map(event -> event.getOrDefault("event", "")).toList();
    }

    List<Long> ids() {
        return events.stream()
                .map(event -> Long.valueOf(event.getOrDefault("id", "0")))
                .toList();
    }

    List<String> data(String name) {
        return events.stream()
                .filter(event -> name.equals(event.get("event")))
                .map(event -> event.getOrDefault("data", ""))
                .toList();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
