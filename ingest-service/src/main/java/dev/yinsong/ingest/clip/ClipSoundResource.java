package dev.yinsong.ingest.clip;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.ingest.http.FileAnswer;
import dev.yinsong.ingest.http.OffLoop;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.PathPart;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The sound of clips over HTTP, whole or in ranges. */
@Path("/v1/voices/{voice}/clips/{clip}")
class ClipSoundResource {

    private final Clips clips;
    private final Blobs blobs;

    ClipSoundResource(Clips clips, Blobs blobs) {
        this.clips = clips;
        this.blobs = blobs;
    }

    /** The normalised audio, as FLAC: what the voice is trained on. */
    @GET
    @Path("audio")
    @APIResponse(responseCode = "200", description = "The whole file")
    @APIResponse(responseCode = "206", description = "The range that was asked for")
    @APIResponse(responseCode = "304", description = "The caller has it already")
    @APIResponse(responseCode = "404", description = "There is no such clip")
    @APIResponse(responseCode = "416", description = "The file has no such range")
    public Uni<RestResponse<PathPart>> audio(
            @RestPath String voice,
            @RestPath UUID clip,
            @RestHeader("Range") @Nullable String range,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return clips.get(voice, clip)
                .chain(found -> answer(
                        found.audio(), Container.FLAC, clip + ".flac", new FileAnswer.Conditions(range, ifNoneMatch)));
    }

    /** The recording as it was uploaded. */
    @GET
    @Path("original")
    @APIResponse(responseCode = "200", description = "The whole file")
    @APIResponse(responseCode = "206", description = "The range that was asked for")
    @APIResponse(responseCode = "304", description = "The caller has it already")
    @APIResponse(responseCode = "404", description = "There is no such clip, or its upload was not kept")
    @APIResponse(responseCode = "416", description = "The file has no such range")
    public Uni<RestResponse<PathPart>> original(
            @RestPath String voice,
            @RestPath UUID clip,
            @RestHeader("Range") @Nullable String range,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return clips.get(voice, clip).chain(found -> {
            if (!found.hasOriginal()) {
                throw new OriginalNotKept(clip);
            }
            var container = Container.of(found.quality().source());
            return answer(
                    found.original(),
                    container,
                    clip + "-original." + container.extension(),
                    new FileAnswer.Conditions(range, ifNoneMatch));
        });
    }

    private Uni<RestResponse<PathPart>> answer(
            BlobRef blob, Container container, String name, FileAnswer.Conditions conditions) {
        return OffLoop.run(() -> blobs.fetch(blob))
                .map(file -> FileAnswer.of(file, blob.bytes(), blob.sha256(), container.mediaType(), name, conditions));
    }
}
