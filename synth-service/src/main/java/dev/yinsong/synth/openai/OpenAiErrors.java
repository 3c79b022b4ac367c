package dev.yinsong.synth.openai;

import dev.yinsong.common.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Tells a problem in OpenAI's shape on OpenAI's paths; elsewhere it stays as it is. */
@Provider
class OpenAiErrors implements ContainerResponseFilter {

    private static final Pattern PATHS = Pattern.compile("/?(v1/)?(audio|models)(/.*)?");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem.Details problem
                && PATHS.matcher(request.getUriInfo().getPath()).matches()) {
            response.setEntity(OpenAiError.of(problem), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
