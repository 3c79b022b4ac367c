package dev.yinsong.synth.speech;

import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.model.Models;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Speech over HTTP, compatible with OpenAI's {@code create speech}. */
@Path("/v1/audio/speech")
@Tag(name = "speech")
class SpeechResource {

    private static final String VERSION = "X-Voice-Version";

    private final Speeches speeches;
    private final Models models;
    private final SynthConfig config;

    SpeechResource(Speeches speeches, Models models, SynthConfig config) {
        this.speeches = speeches;
        this.models = models;
        this.config = config;
    }

    /** Speaks a text. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Speak a text with a voice, without a reference clip",
            description = "Beyond OpenAI's fields: seed, temperature, top_p, top_k, steps, adapter.")
    @APIResponse(
            responseCode = "200",
            description = "The whole speech as one file",
            content =
                    @Content(
                            mediaType = "audio/*",
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            format = "binary")),
            headers =
                    @Header(
                            name = VERSION,
                            description = "The version of the voice that spoke, or base",
                            schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "400", description = "A field is not as it must be; error.param names it")
    @APIResponse(responseCode = "404", description = "The voice, its version or the model is not here")
    @APIResponse(responseCode = "429", description = "Too many requests wait; Retry-After says when to come back")
    public Uni<RestResponse<byte[]>> speak(@Nullable SpeechBody body) {
        if (body == null) {
            throw new InvalidSpeech("input", "The body is empty.");
        }
        models.require(body.model());
        var request = SpeechRequest.of(body, config.synth().maxCharacters());
        return speeches.speak(request).map(SpeechResource::answer);
    }

    private static RestResponse<byte[]> answer(Speech speech) {
        return RestResponse.ResponseBuilder.ok(speech.file())
                .header(HttpHeaders.CONTENT_TYPE, speech.mediaType())
                .header(VERSION, speech.version())
                .build();
    }
}
