package dev.yinsong.trainer.run;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets requests through that name a run which is there; the others get a {@code run-not-found} problem. */
class KnownRunFilter {

    private final Runs runs;

    KnownRunFilter(Runs runs) {
        this.runs = runs;
    }

    @KnownRun
    @ServerRequestFilter
    public Uni<Response> check(UriInfo uri) {
        return Uni.createFrom()
                .item(() -> UUID.fromString(uri.getPathParameters().getFirst("id")))
                .onFailure(IllegalArgumentException.class)
                .transform(_ -> new NotFoundException())
                .chain(runs::get)
                .onItem()
                .transformToUni(_ -> Uni.createFrom().nullItem());
    }
}
