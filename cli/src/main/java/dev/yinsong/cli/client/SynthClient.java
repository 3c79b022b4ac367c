package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalLong;

/** Speech. */
public final class SynthClient {

    private final Http http;
    private final String address;

    /** Talks to the synth service at an address such as {@code http://127.0.0.1:8082}. */
    public SynthClient(Http http, String address) {
        this.http = http;
        this.address = address;
    }

    /**
     * A voice that speaks.
     *
     * @param kind {@code trained}, or {@code base} for one of the base model's own speakers
     * @param version the published version; 0 where there is none
     */
    public record SpeakingVoice(String id, String name, String kind, int version) {

        /** A voice that was trained. */
        public static SpeakingVoice trained(String id, int version) {
            return new SpeakingVoice(id, id, "trained", version);
        }
    }

    /**
     * What was spoken.
     *
     * @param audio in the format that was asked for
     * @param version of the voice that spoke, {@code base} for the base, empty if the service doesn't say
     */
    public record Spoken(byte[] audio, String version) {}

    /** All voices that speak. */
    public List<SpeakingVoice> voices() {
        return IngestClient.items(http.get(URI.create(address + "/v1/audio/voices")), "voices")
                .map(json -> new SpeakingVoice(
                        json.path("id").asText(),
                        json.path("name").asText(),
                        json.path("kind").asText("trained"),
                        json.path("version").asInt()))
                .toList();
    }

    /**
     * Speaks a text.
     *
     * @param format {@code wav}, {@code mp3}, {@code flac}, {@code opus}, {@code aac} or {@code pcm}
     * @param seed the same seed gives the same speech again
     */
    public Spoken speak(String voice, String text, String format, OptionalLong seed) {
        return speak(body(voice, text, format, seed));
    }

    /** Speaks a text with the base model and the voice's speaker vector, without what was learned: to compare with. */
    public Spoken speakUntuned(String voice, String text, String format, OptionalLong seed) {
        return speak(body(voice, text, format, seed).put("adapter", false));
    }

    /** Speaks; the sound comes while it is still being spoken. Whoever takes it closes it. */
    public SpeechStream stream(SpeechWish wish) {
        var answer = http.open(URI.create(address + "/v1/audio/speech"), wish.body());
        return new SpeechStream(answer.body(), header(answer, "x-voice-version"), header(answer, "x-seed"));
    }

    /** Speaks as a whole, and tells when each piece is heard. */
    public TimedSpeech timed(SpeechWish wish) {
        var answer = Http.json(http.post(URI.create(address + "/v1/audio/speech/timings"), wish.body()));
        try {
            return new TimedSpeech(
                    answer.path("audio").binaryValue(),
                    answer.path("srt").asText(),
                    answer.path("version").asText(),
                    answer.path("seed").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("the synth service sent audio that is not base64", e);
        }
    }

    /**
     * A whole speech.
     *
     * @param srt subtitles
     */
    public record TimedSpeech(byte[] audio, String srt, String version, String seed) {}

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static ObjectNode body(String voice, String text, String format, OptionalLong seed) {
        var body = Http.object()
                .put("voice", voice)
                .put("input", text)
                .put("response_format", format)
                .put("stream", false);
        seed.ifPresent(value -> body.put("seed", value));
        return body;
    }

    private Spoken speak(ObjectNode body) {
        var answer = http.post(URI.create(address + "/v1/audio/speech"), body);
        return new Spoken(answer.body(), header(answer, "x-voice-version"));
    }
}
