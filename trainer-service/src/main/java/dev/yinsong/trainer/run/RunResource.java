package dev.yinsong.trainer.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Training runs over HTTP. */
@Path("/v1")
class RunResource {

    /** How soon after it was written an event is sent. Any pod may be asked, so what counts is the table. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final Runs runs;
    private final RunQueue queue;
    private final RunWorker worker;

    RunResource(Runs runs, RunQueue queue, RunWorker worker) {
        this.runs = runs;
        this.queue = queue;
        this.worker = worker;
    }

    /** A voice's runs, newest first; none for a voice that was never trained. */
    @GET
    @Path("voices/{voice}/runs")
    public Uni<RunView.Page> list(@RestPath String voice) {
        return runs.of(voice).map(RunView.Page::new);
    }

    /** Starts a run as soon as a pod is free, whatever the policy says. */
    @POST
    @Path("voices/{voice}/runs")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @APIResponse(responseCode = "201", description = "The run, with its address in Location")
    @APIResponse(responseCode = "404", description = "No clip of such a voice ever came")
    @APIResponse(responseCode = "409", description = "Too few clips, or a run is waiting already")
    @APIResponse(responseCode = "422", description = "A setting is out of its bounds")
    public Uni<RestResponse<RunView>> order(
            @RestPath String voice, @Valid @Nullable Overrides overrides, @Context UriInfo uri) {
        return queue.order(voice, overrides == null ? Overrides.NONE : overrides)
                .invoke(worker::kick)
                .map(run -> RestResponse.ResponseBuilder.<RunView>created(uri.getBaseUriBuilder()
                                .path("v1/runs/" + run.id())
                                .build())
                        .entity(run)
                        .build());
    }

    /** One run, or a {@code run-not-found} problem. */
    @GET
    @Path("runs/{id}")
    public Uni<RunView> get(@RestPath UUID id) {
        return runs.get(id);
    }

    /** Ends a waiting run at once, and a running one after its step. */
    @POST
    @Path("runs/{id}/cancel")
    @ResponseStatus(202)
    @APIResponse(responseCode = "202", description = "The run as it is now")
    @APIResponse(responseCode = "409", description = "The run has ended already")
    public Uni<RunView> cancel(@RestPath UUID id) {
        return runs.cancel(id);
    }

    /**
     * What a run says, from its beginning or from after {@code Last-Event-ID}, until it ends. An event's id is its
     * number, its name is its kind.
     */
    @GET
    @KnownRun
    @Path("runs/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @APIResponse(responseCode = "200", description = "Server-Sent Events, each a RunEvent as JSON")
    public Multi<OutboundSseEvent> events(
            @RestPath UUID id, @RestHeader("Last-Event-ID") @Nullable Long lastEventId, @Context Sse sse) {
        long after = lastEventId == null ? 0 : lastEventId;
        return runs.follow(id, after, LOOK_EVERY)
                .map(event -> sse.newEventBuilder()
                        .id(Long.toString(event.number()))
                        .name(event.kind())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(RunEvent.class, event)
                        .build());
    }

    /** What a run said so far, as lines of text with units. */
    @GET
    @KnownRun
    @Path("runs/{id}/log")
    @Produces(MediaType.TEXT_PLAIN)
    public Multi<String> log(@RestPath UUID id) {
        return runs.soFar(id).map(RunLog::line);
    }

    /** The clips that a run learned from or was judged by; none for one that was not begun. */
    @GET
    @KnownRun
    @Path("runs/{id}/clips")
    public Uni<RunClipView.Page> clips(@RestPath UUID id) {
        return runs.clips(id).map(RunClipView.Page::new);
    }
}
