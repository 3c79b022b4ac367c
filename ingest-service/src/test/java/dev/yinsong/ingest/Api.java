package dev.yinsong.ingest;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.UUID;

/** What most tests ask of the service first. */
public final class Api {

    private Api() {}

    /** A voice that no other test knows. */
    public static String newVoice(String language) {
        var name = "voice-" + UUID.randomUUID();
        createVoice("{\"name\":\"" + name + "\",\"language\":\"" + language + "\"}")
                .statusCode(201);
        return name;
    }

    /** Sends a voice as JSON. */
    public static ValidatableResponse createVoice(String json) {
        return given().contentType("application/json")
                .body(json)
                .post("/v1/voices")
                .then();
    }

    /**
     * A file as a part of a form. REST Assured first prints an array that it is given, number by number, which takes a
     * second per megabyte; a stream it only sends.
     */
    public static InputStream part(byte[] content) {
        return new ByteArrayInputStream(content);
    }

    /** Uploads a clip. */
    public static ValidatableResponse upload(String voice, byte[] sound, String text) {
        return given().multiPart("audio", "clip.wav", part(sound))
                .multiPart("text", text, "text/plain; charset=utf-8")
                .post("/v1/voices/{voice}/clips", voice)
                .then();
    }

    /** Uploads a clip that is taken; its id. */
    public static String newClip(String voice, byte[] sound, String text) {
        return upload(voice, sound, text).statusCode(201).extract().path("id");
    }
}
