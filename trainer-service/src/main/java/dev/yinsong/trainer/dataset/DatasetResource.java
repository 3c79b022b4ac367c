package dev.yinsong.trainer.dataset;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The datasets of voices over HTTP. */
@Path("/v1/voices/{voice}/datasets")
class DatasetResource {

    private final DatasetHistory history;

    DatasetResource(DatasetHistory history) {
        this.history = history;
    }

    /**
     * A voice's datasets, newest first, at most 100; none for a voice that never had a clip.
     *
     * @param before only datasets with a lower number, for the next page
     */
    @GET
    public Uni<DatasetView.Page> list(
            @RestPath String voice, @RestQuery @DefaultValue("9223372036854775807") long before) {
        return history.list(voice, before).map(DatasetView.Page::new);
    }

    /** One dataset with its clips and their split, or a {@code dataset-not-found} problem. */
    @GET
    @Path("{dataset:\\d{1,18}}")
    public Uni<DatasetView> get(@RestPath String voice, @RestPath long dataset) {
        return history.get(voice, dataset);
    }
}
