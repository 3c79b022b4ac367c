package dev.yinsong.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;

/**
 * What a service says of itself at its readiness address.
 *
 * @param ready whether it takes requests
 * @param missing what keeps it from that, in words; empty if nothing
 */
record Readiness(boolean ready, String missing) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Asks a service; one that does not answer is not ready. */
    static Readiness ask(HttpClient http, URI health) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(health).timeout(TIMEOUT).build();
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? new Readiness(true, "")
                    : new Readiness(false, "it answers, and is not ready: " + checks(answer.body()));
        } catch (IOException e) {
            return new Readiness(false, "it does not answer yet");
        }
    }

    /** The names of the checks that are down, with their reasons (MicroProfile Health's JSON). */
    private static String checks(String body) {
        var down = new ArrayList<String>();
        try {
            for (var check : JSON.readTree(body).path("checks")) {
                if (!check.path("status").asText().equals("UP")) {
                    down.add(check.path("name").asText() + reason(check));
                }
            }
        } catch (JsonProcessingException e) {
            return "it says " + body.strip().lines().findFirst().orElse("nothing");
        }
        return String.join(", ", down);
    }

    private static String reason(JsonNode check) {
        var reason = check.path("data").path("reason").asText("");
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }
}
