package dev.yinsong.trainer.checkpoint;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Published versions over HTTP. */
@Path("/v1/voices/{voice}/versions")
class VersionResource {

    private final Versions versions;

    VersionResource(Versions versions) {
        this.versions = versions;
    }

    /** A voice's versions with their gate reports, newest first; none for a voice that was never published. */
    @GET
    public Uni<VersionView.Page> list(@RestPath String voice) {
        return versions.list(voice).map(VersionView.Page::new);
    }
}
