package dev.yinsong.trainer.lineage;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What became of a clip, over HTTP. */
@Path("/v1/clips/{clip}/versions")
class ClipLineageResource {

    private final Lineages lineages;

    ClipLineageResource(Lineages lineages) {
        this.lineages = lineages;
    }

    /** The versions that learned from a clip or were judged by it, newest first. */
    @GET
    public Uni<ClipLineage> get(@RestPath UUID clip) {
        return lineages.of(clip);
    }
}
