package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * The voice of a name.
     *
     * @throws Refused if there is none
     */
    public Voice require(String name) {
        return voice(name).orElseThrow(() -> new Refused(404, "There is no voice " + name + ". See ./yinsong voices."));
    }

    /** Creates a voice whose speaker's consent is not on record yet. */
    public Voice create(String name, String language) {
        return create(Http.object().put("name", name).put("language", language));
    }

    /**
     * Creates a voice.
     *
     * @param title what people call it
     * @param consent in the speaker's words
     */
    public Voice create(String name, String language, Optional<String> title, Optional<String> consent) {
        var body = Http.object().put("name", name).put("language", language);
        title.ifPresent(text -> body.put("title", text));
        consent.ifPresent(statement -> body.putObject("consent").put("statement", statement));
        return create(body);
    }

    private Voice create(ObjectNode body) {
        return Voice.of(Http.json(http.post(URI.create(address + "/v1/voices"), body)));
    }

    /** Deletes a voice with its clips. */
    public void delete(String voice) {
        http.delete(voiceUri(voice));
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

    /**
     * Uploads a zip of clips.
     *
     * @throws Refused when none could be taken, with the reasons as its parts
     */
    public UploadOutcome addArchive(String voice, Path zip) throws FileNotFoundException {
        return upload(voice, new Multipart().file("archive", zip));
    }

    /**
     * Uploads a long recording, to be cut into a clip a line.
     *
     * @param lines a file of what is said, a sentence a line
     * @throws Refused when no clip came of it, with the reasons as its parts
     */
    public UploadOutcome addRecording(String voice, Path recording, Path lines) throws FileNotFoundException {
        return upload(voice, new Multipart().file("recording", recording).file("lines", lines));
    }

    private UploadOutcome upload(String voice, Multipart form) {
        var uri = URI.create(voiceUri(voice) + "/uploads");
        return UploadOutcome.of(Http.json(http.post(uri, form.contentType(), form.body())));
    }

    /** All clips of a voice, oldest first. */
    public List<Clip> clips(String voice) {
        var clips = new ArrayList<Clip>();
        var cursor = "";
        do {
            var page = http.get(URI.create(voiceUri(voice) + "/clips" + cursor));
            items(page, "clips").map(Clip::of).forEach(clips::add);
            cursor = page.hasNonNull("next") ? "?cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return clips;
    }

    /** One clip. */
    public Clip clip(String voice, String id) {
        return Clip.of(http.get(clipUri(voice, id)));
    }

    /** Gives a clip other words. */
    public Clip correct(String voice, String id, String text) {
        return Clip.of(Http.json(http.patch(clipUri(voice, id), Http.object().put("text", text))));
    }

    /** Takes a clip's words for right. */
    public Clip accept(String voice, String id) {
        return Clip.of(Http.json(http.post(URI.create(clipUri(voice, id) + "/accept"), Http.object())));
    }

    /** Deletes a clip. */
    public void delete(String voice, String id) {
        http.delete(clipUri(voice, id));
    }

    private URI clipUri(String voice, String id) {
        return URI.create(voiceUri(voice) + "/clips/" + Paths.segment(id));
    }

    private URI voiceUri(String name) {
        return URI.create(address + "/v1/voices/" + Paths.segment(name));
    }

    /** A list, bare or under its name. */
    static Stream<JsonNode> items(JsonNode json, String name) {
        return StreamSupport.stream((json.isArray() ? json : json.path(name)).spliterator(), false);
    }
}
