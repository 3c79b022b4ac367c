package dev.yinsong.ingest.clip;

import dev.yinsong.ingest.IngestConfig;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** A voice's clips over HTTP. */
@Path("/v1/voices/{voice}/clips")
class ClipResource {

    private final Clips clips;
    private final long limit;

    ClipResource(Clips clips, IngestConfig config) {
        this.clips = clips;
        this.limit = config.limits().audio().asLongValue();
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
    @APIResponse(responseCode = "413", description = "The audio is too large")
    @APIResponse(responseCode = "422", description = "The audio or the transcript is refused")
    @APIResponse(responseCode = "429", description = "Too many clips wait; Retry-After says when to come back")
    public Uni<RestResponse<ClipView>> add(@RestPath String voice, MultipartFormDataInput form, UriInfo uri)
            throws IOException {
        var upload = ClipForm.read(form, limit);
        return clips.add(voice, upload).map(added -> answer(added, uri));
    }

    private static RestResponse<ClipView> answer(Clips.Added added, UriInfo uri) {
        var location =
                uri.getAbsolutePathBuilder().path(added.clip().id().toString()).build();
        return RestResponse.ResponseBuilder.create(added.isNew() ? Status.CREATED : Status.OK, added.clip())
                .location(location)
                .build();
    }

    /** The clips of a voice, oldest first. */
    @GET
    public Uni<ClipView.Page> list(@RestPath String voice) {
        return clips.list(voice).map(ClipView.Page::new);
    }

    /** One clip, or a {@code clip-not-found} problem. */
    @GET
    @Path("{clip}")
    public Uni<ClipView> get(@RestPath String voice, @RestPath UUID clip) {
        return clips.get(voice, clip);
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
