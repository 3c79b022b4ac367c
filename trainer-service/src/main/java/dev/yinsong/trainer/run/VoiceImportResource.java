package dev.yinsong.trainer.run;

import io.smallrye.common.annotation.Blocking;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Voices that were trained elsewhere, over HTTP. */
@Path("/v1/voices/{voice}/imports")
class VoiceImportResource {

    private final VoiceImports imports;

    VoiceImportResource(VoiceImports imports) {
        this.imports = imports;
    }

    /**
     * Takes a voice archive over as the voice's next version. Everything that it says of itself is checked first; its name
     * and number become this voice's.
     *
     * @param promote whether it speaks from now on, rather than wait as a candidate
     */
    @POST
    @Blocking
    @Consumes("application/zip")
    @ResponseStatus(201)
    @APIResponse(responseCode = "201", description = "The version's number, with its address in Location")
    @APIResponse(responseCode = "422", description = "The archive is damaged, or belongs to another base model")
    public RestResponse<Imported> take(
            @RestPath
                    @Pattern(
                            regexp = "[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?",
                            message = "must be lower-case letters, digits and hyphens, such as anna-2")
                    String voice,
            @RestQuery @DefaultValue("true") boolean promote,
            InputStream archive,
            @Context UriInfo uri) {
        int number = imports.take(voice, archive, promote);
        return RestResponse.ResponseBuilder.<Imported>created(uri.getBaseUriBuilder()
                        .path("v1/voices/{voice}/versions/{number}")
                        .build(voice, number))
                .entity(new Imported(voice, number))
                .build();
    }

    /** What came of an import. */
    record Imported(String voice, int version) {}
}
