package dev.yinsong.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Server-sent events, read line by line; only their data matters here. */
final class EventStream {

    private EventStream() {}

    /** Hands over each event's data until the stream ends. */
    static void read(InputStream stream, Consumer<String> data) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var event = new StringBuilder();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("data:")) {
                    event.append(event.isEmpty() ? "" : "\n")
                            .append(line.substring(5).stripLeading());
                } else if (line.isEmpty() && !event.isEmpty()) {
                    data.accept(event.toString());
                    event.setLength(0);
                }
            }
        }
    }
}
