package dev.yinsong.ingest.studio;

import dev.yinsong.ingest.IngestConfig;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What the studio page asks first. */
@Path("/v1/studio")
class StudioResource {

    private final StudioView view;

    StudioResource(StudioConfig studio, IngestConfig ingest) {
        var limits = ingest.limits();
        this.view = new StudioView(
                studio.trainer(),
                studio.synth(),
                new StudioView.Limits(
                        limits.minSeconds(),
                        limits.maxSeconds(),
                        limits.audio().asLongValue(),
                        limits.maxCharacters()));
    }

    /** Where the other services are, and what a clip must be like. */
    @GET
    public StudioView get() {
        return view;
    }
}
