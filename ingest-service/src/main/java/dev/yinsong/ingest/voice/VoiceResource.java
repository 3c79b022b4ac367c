package dev.yinsong.ingest.voice;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Voices over HTTP. */
@Path("/v1/voices")
class VoiceResource {

    private final Voices voices;

    VoiceResource(Voices voices) {
        this.voices = voices;
    }

    /** Makes a voice; a {@code voice-taken} problem when the name is another's. */
    @POST
    @ResponseStatus(201)
    @APIResponse(responseCode = "201", description = "The voice, with its address in Location")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "422", description = "A value is not as it must be")
    public Uni<RestResponse<VoiceView>> create(@NotNull @Valid NewVoice voice, UriInfo uri) {
        return voices.create(Objects.requireNonNull(voice.name()), Objects.requireNonNull(voice.language()))
                .map(made -> RestResponse.ResponseBuilder.<VoiceView>created(
                                uri.getAbsolutePathBuilder().path(made.id()).build())
                        .entity(made)
                        .build());
    }

    /** All voices by name. */
    @GET
    public Uni<VoiceView.Page> list() {
        return voices.list().map(VoiceView.Page::new);
    }

    /** One voice, or a {@code voice-not-found} problem. */
    @GET
    @Path("{voice}")
    public Uni<VoiceView> get(@RestPath String voice) {
        return voices.view(voice);
    }
}
