package dev.yinsong.trainer.policy;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

/** When each voice is trained by itself, over HTTP. */
@Path("/v1/voices/{voice}/policy")
class PolicyResource {

    private final Policies policies;

    PolicyResource(Policies policies) {
        this.policies = policies;
    }

    /** What holds for a voice, its own settings and the configured ones together. */
    @GET
    public Uni<PolicyView> get(@RestPath String voice) {
        return policies.get(voice);
    }

    /** Replaces a voice's own settings; an empty object leaves the configured ones. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "What holds for the voice from now on")
    @APIResponse(responseCode = "422", description = "A setting is out of its bounds")
    public Uni<PolicyView> put(@RestPath String voice, @Valid @NotNull PolicyOverrides overrides) {
        return policies.put(voice, overrides);
    }
}
