package dev.yinsong.synth.speech;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.access.Caller;
import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.model.Models;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** Speech over HTTP, compatible with OpenAI's {@code create speech}. */
@Path("/v1/audio/speech")
@Tag(name = "speech")
class SpeechResource {

    private final Speeches speeches;
    private final Models models;
    private final SynthConfig config;
    private final ObjectMapper json;
    private final Caller caller;

    SpeechResource(Speeches speeches, Models models, SynthConfig config, ObjectMapper json, Caller caller) {
        this.speeches = speeches;
        this.models = models;
        this.config = config;
        this.json = json;
        this.caller = caller;
    }

    /** Speaks a text. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Speak a text with a voice, without a reference clip",
            description = "Beyond OpenAI's fields: stream, deadline, seed, temperature, top_p, top_k, steps, adapter.")
    @APIResponse(
            responseCode = "200",
            description = "The speech as it is spoken, as one file in chunks or as server-sent events",
            content = {
                @Content(mediaType = "audio/*", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = EventFraming.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            },
            headers = {
                @Header(
                        name = SpeechAnswer.VOICE,
                        description = "The voice that speaks",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = SpeechAnswer.VERSION,
                        description = "The version of the voice that speaks, or base",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = SpeechAnswer.SEED,
                        description = "The seed that was used: with it the same is spoken again",
                        schema = @Schema(implementation = Long.class))
            })
    @APIResponse(responseCode = "400", description = "A field is not as it must be; error.param names it")
    @APIResponse(responseCode = "404", description = "The voice, its version or the model is not here")
    @APIResponse(
            responseCode = "422",
            description = "The version that is asked for can't be used; the message says why")
    @APIResponse(responseCode = "429", description = "Too many requests wait; Retry-After says when to come back")
    @APIResponse(responseCode = "503", description = "The voice is not in memory, and the store is away")
    @APIResponse(responseCode = "504", description = "Nothing was spoken within the deadline")
    public RestMulti<byte[]> speak(@Nullable SpeechBody body) {
        return answer(checked(body));
    }

    private RestMulti<byte[]> answer(SpeechRequest request) {
        return RestMulti.fromUniResponse(speeches.speak(request), SpeechAnswer::body, SpeechAnswer::headers);
    }

    /** Speaks a text as whoever speaks in a clip that comes with it. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Speak a text going on from a reference clip (zero-shot)",
            description =
                    "To compare trained voices with: the base model imitates the clip. Takes the fields of the JSON body,"
                            + " and reference and reference_text in place of voice. X-Voice is reference.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = SpeechForm.Described.class)))
    @APIResponse(responseCode = "200", description = "As with JSON")
    public RestMulti<byte[]> imitate(MultipartFormDataInput input) {
        var form = SpeechForm.read(input, json);
        models.require(form.body().model());
        return answer(allowed(SpeechRequest.of(form, config.synth())));
    }

    /** Speaks a text, and says when each piece of it is heard. */
    @POST
    @Path("timings")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Speak a text, and tell when each piece of it is heard",
            description = "Takes the same body; the answer has the audio in base64, segments, and subtitles.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TimedSpeech.class)))
    public Uni<TimedSpeech> timings(@Nullable SpeechBody body) {
        return speeches.timed(checked(body));
    }

    private SpeechRequest checked(@Nullable SpeechBody body) {
        if (body == null) {
            throw new InvalidSpeech("input", "The body is empty.");
        }
        models.require(body.model());
        return allowed(SpeechRequest.of(body, config.synth()));
    }

    /** The same request, when the caller may use its voice. A clip to imitate is the caller's own. */
    private SpeechRequest allowed(SpeechRequest request) {
        if (request.speaker() instanceof SpeakerChoice.Named named) {
            caller.uses(named.voice().voice());
        }
        return request;
    }
}
