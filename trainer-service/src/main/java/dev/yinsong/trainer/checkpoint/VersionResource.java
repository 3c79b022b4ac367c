package dev.yinsong.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The versions of voices over HTTP. */
@Path("/v1/voices/{voice}/versions")
class VersionResource {

    private final Versions versions;
    private final Blobs blobs;

    VersionResource(Versions versions, Blobs blobs) {
        this.versions = versions;
        this.blobs = blobs;
    }

    /** A voice's versions with their gate reports, newest first; none for a voice that was never trained. */
    @GET
    public Uni<VersionView.Page> list(@RestPath String voice) {
        return versions.list(voice).map(VersionView.Page::new);
    }

    /** One version, or a {@code version-not-found} problem. */
    @GET
    @Path("{number:\\d{1,9}}")
    public Uni<VersionView> get(@RestPath String voice, @RestPath int number) {
        return versions.get(voice, number);
    }

    /**
     * Lets a version speak from now on, in place of the current one; rolling back is promoting an older one. It is
     * announced again, so that synthesis swaps to it.
     */
    @POST
    @Path("{number:\\d{1,9}}/promote")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @APIResponse(responseCode = "200", description = "The version as it is now; nothing changes for the current one")
    @APIResponse(responseCode = "404", description = "The voice has no such version")
    @APIResponse(responseCode = "409", description = "The gate refused this version, and despiteGate was not set")
    public Uni<VersionView> promote(@RestPath String voice, @RestPath int number, @Nullable Promotion promotion) {
        return versions.promote(voice, number, promotion != null && promotion.despiteGate());
    }

    /** The voice archive: adapter in PEFT's shape, voice card and checksums, as a zip. */
    @GET
    @Path("{number:\\d{1,9}}/archive")
    @Produces("application/zip")
    public Uni<RestResponse<java.nio.file.Path>> archive(@RestPath String voice, @RestPath int number) {
        return versions.get(voice, number)
                .chain(version -> file(version.checkpoint(), "application/zip", voice + "@" + number + ".zip"));
    }

    /**
     * What the gate heard, to compare by ear.
     *
     * @param sentence counted from 1, in the order of the gate's report
     * @param speaker {@code base}, {@code tuned}, or {@code current} for the version that spoke before
     */
    @GET
    @Path("{number:\\d{1,9}}/audio/{sentence:\\d{1,4}}/{speaker}")
    @Produces("audio/wav")
    @APIResponse(responseCode = "200", description = "A WAV file")
    @APIResponse(responseCode = "404", description = "No such version, or the gate kept no such recording")
    public Uni<RestResponse<java.nio.file.Path>> audio(
            @RestPath String voice, @RestPath int number, @RestPath int sentence, @RestPath String speaker) {
        return versions.get(voice, number)
                .chain(version -> file(
                        recording(version, sentence, speaker),
                        "audio/wav",
                        voice + "@" + number + "-" + sentence + "-" + speaker + ".wav"));
    }

    private static BlobRef recording(VersionView version, int sentence, String speaker) {
        JsonNode audio = version.gate()
                .path("sentences")
                .path(sentence - 1)
                .path(speaker)
                .path("audio");
        if (!audio.isObject()) {
            throw new RecordingNotFound(version, sentence, speaker);
        }
        return new BlobRef(
                URI.create(audio.path("uri").asText()),
                audio.path("sha256").asText(),
                audio.path("bytes").asLong());
    }

    private Uni<RestResponse<java.nio.file.Path>> file(BlobRef blob, String type, String name) {
        return Uni.createFrom()
                .item(() -> blobs.fetch(blob))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(path -> RestResponse.ResponseBuilder.ok(path, type)
                        .tag(blob.sha256())
                        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                        .build());
    }

    /**
     * How a version is to be promoted.
     *
     * @param despiteGate whether it may be one that the gate refused
     */
    record Promotion(boolean despiteGate) {}
}
