package dev.yinsong.ingest.voice;

import dev.yinsong.access.Caller;
import dev.yinsong.ingest.http.EntityTags;
import dev.yinsong.ingest.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Voices over HTTP. */
@Cancellable(false) // what a caller began who hangs up is finished: the key of its request is known then
@Path("/v1/voices")
class VoiceResource {

    private final Voices voices;
    private final EntityTags tags;
    private final Idempotency idempotency;
    private final Caller caller;

    VoiceResource(Voices voices, EntityTags tags, Idempotency idempotency, Caller caller) {
        this.voices = voices;
        this.tags = tags;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Makes a voice; a {@code voice-taken} problem when the name is another's. */
    @POST
    @APIResponse(
            responseCode = "201",
            description = "The voice, with its address in Location",
            content = @Content(schema = @Schema(implementation = VoiceView.class)))
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "422", description = "A value is not as it must be, or consent is required and missing")
    public Uni<RestResponse<?>> create(
            @NotNull @Valid NewVoice voice, @RestHeader(Idempotency.HEADER) @Nullable String key, UriInfo uri) {
        caller.uses(Objects.requireNonNull(voice.name()));
        return idempotency.once(key, uri, voice, () -> voices.create(voice).map(made -> created(made, uri)));
    }

    private RestResponse<VoiceView> created(VoiceView voice, UriInfo uri) {
        return RestResponse.ResponseBuilder.<VoiceView>created(
                        uri.getAbsolutePathBuilder().path(voice.id()).build())
                .header(HttpHeaders.ETAG, tags.of(voice))
                .entity(voice)
                .build();
    }

    /** The caller's voices by name, without the archived ones unless they are asked for. */
    @GET
    public Uni<VoiceView.Page> list(@RestQuery boolean archived) {
        return voices.list(archived)
                .map(all ->
                        all.stream().filter(voice -> caller.mayUse(voice.id())).toList())
                .map(VoiceView.Page::new);
    }

    /** One voice, or a {@code voice-not-found} problem. */
    @GET
    @Path("{voice}")
    @APIResponse(responseCode = "200", description = "The voice, with its ETag")
    @APIResponse(responseCode = "304", description = "The caller has the same already")
    @APIResponse(responseCode = "404", description = "There is no such voice")
    public Uni<RestResponse<VoiceView>> get(
            @RestPath String voice, @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return voices.view(voice).map(view -> tags.answer(view, ifNoneMatch));
    }

    /** Gives a voice another title, puts it away or takes it out again, or records its speaker's consent. */
    @PATCH
    @Path("{voice}")
    @APIResponse(responseCode = "200", description = "The voice as it is now, with its ETag")
    @APIResponse(responseCode = "404", description = "There is no such voice")
    @APIResponse(responseCode = "412", description = "It was changed since the caller read it")
    @APIResponse(responseCode = "422", description = "A value is not as it must be")
    public Uni<RestResponse<VoiceView>> change(
            @RestPath String voice,
            @NotNull @Valid VoiceChange change,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return voices.change(voice, change, ifMatch).map(view -> tags.answer(view, null));
    }

    /** Deletes a voice, its clips, and all that was stored of them; it stops speaking. */
    @DELETE
    @Path("{voice}")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such voice")
    @APIResponse(responseCode = "412", description = "It was changed since the caller read it")
    public Uni<Void> remove(@RestPath String voice, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return voices.remove(voice, ifMatch);
    }
}
