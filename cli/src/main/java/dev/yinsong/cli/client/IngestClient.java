package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Voices and clips. */
public final class IngestClient {

    private final Http http;
    private final String address;

    /** Talks to the ingest service at an address such as {@code http://127.0.0.1:8080}. */
    public IngestClient(Http http, String address) {
        this.http = http;
        this.address = address;
    }

    /** All voices. */
    public List<Voice> voices() {
        return items(http.get(URI.create(address + "/v1/voices")), "voices")
                .map(Voice::of)
                .toList();
    }

    /** A voice, if there is one of this name. */
    public Optional<Voice> voice(String name) {
        try {
            return Optional.of(Voice.of(http.get(voiceUri(name))));
        } catch (Refused e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates a voice. */
    public Voice create(String name, String language) {
        var body = Http.object().put("name", name).put("language", language);
        return Voice.of(Http.json(http.post(URI.create(address + "/v1/voices"), body)));
    }

    /**
     * Uploads a clip.
     *
     * @param audio the sound's file, in any format that the service decodes
     * @param text what is spoken in it
     * @throws Refused with the reason
     */
    public ClipAdded add(String voice, Path audio, String text) throws FileNotFoundException {
        var form = new Multipart().file("audio", audio).text("text", text);
        var answer = http.post(URI.create(voiceUri(voice) + "/clips"), form.contentType(), form.body());
        var clip = Http.json(answer);
        return new ClipAdded(clip.path("id").asText(), clip.path("seconds").asDouble(), answer.statusCode() != 201);
    }

    private URI voiceUri(String name) {
        return URI.create(address + "/v1/voices/" + Paths.segment(name));
    }

    /** A list, bare or under its name. */
    static Stream<JsonNode> items(JsonNode json, String name) {
        return StreamSupport.stream((json.isArray() ? json : json.path(name)).spliterator(), false);
    }
}
