package dev.yinsong.trainer.lineage;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** What a version came from, over HTTP. */
@Path("/v1/voices/{voice}/versions/{number:\\d{1,9}}/lineage")
class VersionLineageResource {

    private final Lineages lineages;

    VersionLineageResource(Lineages lineages) {
        this.lineages = lineages;
    }

    /** The run, settings, dataset and clips that a version came from, or a {@code version-not-found} problem. */
    @GET
    public Uni<VersionLineage> get(@RestPath String voice, @RestPath int number) {
        return lineages.of(voice, number);
    }
}
