package dev.yinsong.common.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a {@link Problem} with {@code application/problem+json}. */
@Provider
public class ProblemMapper implements ExceptionMapper<Problem> {

    @Override
    public Response toResponse(Problem problem) {
        var response = answer(problem.details());
        problem.headers().forEach(response::header);
        return response.build();
    }

    static Response.ResponseBuilder answer(Problem.Details details) {
        return Response.status(details.status()).type(Problem.MEDIA_TYPE).entity(details);
    }
}
