package dev.yinsong.ingest.clip;

import dev.yinsong.ingest.http.EntityTags;
import dev.yinsong.ingest.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** A voice's clips over HTTP. */
@Cancellable(false) // what a caller began who hangs up is finished: the key of its request is known then
@Path("/v1/voices/{voice}/clips")
class ClipResource {

    private final Clips clips;
    private final ClipChanges changes;
    private final EntityTags tags;
    private final Idempotency idempotency;

    ClipResource(Clips clips, ClipChanges changes, EntityTags tags, Idempotency idempotency) {
        this.clips = clips;
        this.changes = changes;
        this.tags = tags;
        this.idempotency = idempotency;
    }

    /** Takes a clip in; answers 200 with the first one when the same was uploaded before. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = Form.class)))
    @APIResponse(
            responseCode = "201",
            description = "The clip, with its address in Location",
            content = @Content(schema = @Schema(implementation = ClipView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The clip, which was uploaded before",
            content = @Content(schema = @Schema(implementation = ClipView.class)))
    @APIResponse(responseCode = "400", description = "A part is missing")
    @APIResponse(responseCode = "404", description = "There is no such voice")
    @APIResponse(responseCode = "409", description = "The voice takes no clips: it is archived or full")
    @APIResponse(responseCode = "413", description = "The audio is too large")
    @APIResponse(responseCode = "422", description = "The audio or the transcript is refused")
    @APIResponse(responseCode = "429", description = "Too many clips wait; Retry-After says when to come back")
    public Uni<RestResponse<?>> add(
            @RestPath String voice,
            MultipartFormDataInput form,
            @RestHeader(Idempotency.HEADER) @Nullable String key,
            UriInfo uri)
            throws IOException {
        var upload = ClipForm.read(form);
        return idempotency.once(key, uri, form, () -> clips.add(voice, upload).map(added -> answer(added, uri)));
    }

    private RestResponse<ClipView> answer(Clips.Added added, UriInfo uri) {
        var location =
                uri.getAbsolutePathBuilder().path(added.clip().id().toString()).build();
        return RestResponse.ResponseBuilder.create(added.isNew() ? Status.CREATED : Status.OK, added.clip())
                .location(location)
                .header(HttpHeaders.ETAG, tags.of(added.clip()))
                .build();
    }

    /** The clips of a voice, oldest first, a page at a time. */
    @GET
    @APIResponse(
            responseCode = "200",
            description = "A page; while there are more, next has its cursor, and Link its address",
            content = @Content(schema = @Schema(implementation = ClipView.Page.class)))
    @APIResponse(responseCode = "400", description = "The cursor is none")
    @APIResponse(responseCode = "404", description = "There is no such voice")
    public Uni<RestResponse<ClipView.Page>> list(
            @RestPath String voice,
            @RestQuery @Pattern(regexp = "ready|quarantined", message = "must be ready or quarantined") @Nullable
                    String state,
            @RestQuery @Nullable String cursor,
            @RestQuery
                    @DefaultValue("100")
                    @Min(value = 1, message = "must be at least 1")
                    @Max(value = 1000, message = "must be at most 1000")
                    int limit,
            UriInfo uri) {
        return clips.list(voice, state, cursor == null ? Cursor.START : Cursor.of(cursor), limit)
                .map(page -> answer(page, uri));
    }

    private static RestResponse<ClipView.Page> answer(ClipView.Page page, UriInfo uri) {
        var answer = RestResponse.ResponseBuilder.ok(page);
        if (page.next() != null) {
            answer.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", page.next())
                            .build(),
                    "next");
        }
        return answer.build();
    }

    /** One clip, or a {@code clip-not-found} problem. */
    @GET
    @Path("{clip}")
    @APIResponse(responseCode = "200", description = "The clip, with its ETag")
    @APIResponse(responseCode = "304", description = "The caller has the same already")
    @APIResponse(responseCode = "404", description = "There is no such clip")
    public Uni<RestResponse<ClipView>> get(
            @RestPath String voice,
            @RestPath UUID clip,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return clips.get(voice, clip).map(found -> tags.answer(ClipView.of(found), ifNoneMatch));
    }

    /** Corrects a clip's transcript; its features are computed anew, and a quarantine is lifted. */
    @PATCH
    @Path("{clip}")
    @APIResponse(responseCode = "200", description = "The clip as it is now, with its ETag")
    @APIResponse(responseCode = "404", description = "There is no such clip")
    @APIResponse(responseCode = "409", description = "Another clip has the same recording and words")
    @APIResponse(responseCode = "412", description = "It was changed since the caller read it")
    @APIResponse(responseCode = "422", description = "The transcript is refused")
    @APIResponse(responseCode = "429", description = "Too many clips wait; Retry-After says when to come back")
    public Uni<RestResponse<ClipView>> correct(
            @RestPath String voice,
            @RestPath UUID clip,
            @NotNull @Valid Correction correction,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.correct(voice, clip, Objects.requireNonNull(correction.text()), ifMatch)
                .map(view -> tags.answer(view, null));
    }

    /** Says that a clip's words are right: it is trained on whatever speaks against them. */
    @POST
    @Path("{clip}/accept")
    @APIResponse(
            responseCode = "200",
            description = "The clip as it is now, with its ETag",
            content = @Content(schema = @Schema(implementation = ClipView.class)))
    @APIResponse(responseCode = "404", description = "There is no such clip")
    @APIResponse(responseCode = "412", description = "It was changed since the caller read it")
    public Uni<RestResponse<?>> accept(
            @RestPath String voice,
            @RestPath UUID clip,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestHeader(Idempotency.HEADER) @Nullable String key,
            UriInfo uri) {
        return idempotency.once(
                key, uri, "", () -> changes.accept(voice, clip, ifMatch).map(view -> tags.answer(view, null)));
    }

    /** Deletes a clip and all that was stored of it; the voice's next run does without it. */
    @DELETE
    @Path("{clip}")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such clip")
    @APIResponse(responseCode = "412", description = "It was changed since the caller read it")
    public Uni<Void> remove(
            @RestPath String voice, @RestPath UUID clip, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.remove(voice, clip, ifMatch);
    }

    /** The form as OpenAPI shows it. */
    record Form(
            @Schema(
                    type = SchemaType.STRING,
                    format = "binary",
                    description = "A recording: wav, flac, mp3, ogg, opus, m4a or webm",
                    required = true)
            String audio,

            @Schema(description = "What is said in it", required = true)
            String text) {}
}
