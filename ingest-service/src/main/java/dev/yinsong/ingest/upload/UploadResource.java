package dev.yinsong.ingest.upload;

import dev.yinsong.ingest.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** Many clips of a voice at once, over HTTP. */
@Cancellable(false) // what a caller began who hangs up is finished: the key of its request is known then
@Path("/v1/voices/{voice}/uploads")
class UploadResource {

    private static final int MULTI_STATUS = 207;

    private final Uploads uploads;
    private final Idempotency idempotency;

    UploadResource(Uploads uploads, Idempotency idempotency) {
        this.uploads = uploads;
        this.idempotency = idempotency;
    }

    /** Takes in files side by side, a zip of them, or one long recording that is cut at its pauses. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = Form.class)))
    @APIResponse(
            responseCode = "201",
            description = "Every clip was taken",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    @APIResponse(
            responseCode = "207",
            description = "Some clips were taken, others refused: each result has a status and a clip or a problem",
            content = @Content(schema = @Schema(implementation = UploadView.class)))
    @APIResponse(responseCode = "400", description = "The form is none of the three kinds")
    @APIResponse(responseCode = "404", description = "There is no such voice")
    @APIResponse(responseCode = "413", description = "Too many bytes or files")
    @APIResponse(responseCode = "422", description = "No clip could be taken, or the archive is not to be trusted")
    @APIResponse(responseCode = "429", description = "Too many clips wait; Retry-After says when to come back")
    public Uni<RestResponse<?>> add(
            @RestPath String voice,
            MultipartFormDataInput form,
            @RestHeader(Idempotency.HEADER) @Nullable String key,
            UriInfo uri) {
        return idempotency.once(
                key,
                uri,
                form,
                () -> uploads.add(voice, new UploadForm(form, uploads.limits())).map(UploadResource::answer));
    }

    private static RestResponse<UploadView> answer(UploadView view) {
        if (view.added() + view.known() == 0) {
            throw new UploadRefused(view);
        }
        return RestResponse.ResponseBuilder.<UploadView>create(view.refused() == 0 ? 201 : MULTI_STATUS)
                .entity(view)
                .build();
    }

    /** The form as OpenAPI shows it. */
    record Form(
            @Schema(
                    type = SchemaType.STRING,
                    format = "binary",
                    description = "A zip of 001.wav with 001.txt and so on, or of recordings with a metadata.csv")
            String archive,

            @Schema(
                    type = SchemaType.STRING,
                    format = "binary",
                    description = "One long recording; it is cut at its pauses, one clip for each of the lines")
            String recording,

            @Schema(description = "What is said in the long recording, a sentence a line")
            String lines,

            @Schema(description = "Recordings, each with a text of the same name or at the same place")
            List<String> audio,

            @Schema(description = "What is said in them: fields in the same order, or files of the same names")
            List<String> text,

            @Schema(
                    type = SchemaType.STRING,
                    format = "binary",
                    description = "Instead of texts: a metadata.csv with lines id|text")
            String metadata) {}
}
