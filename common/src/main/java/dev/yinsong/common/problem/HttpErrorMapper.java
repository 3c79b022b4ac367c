package dev.yinsong.common.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;

/** Answers what the HTTP layer itself refuses (404, 405, 413, 415 …) with a problem of that status. */
@Provider
public class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException error) {
        if (error.getCause() instanceof JsonProcessingException unreadable) {
            return UnreadableBodyMapper.answer(unreadable);
        }
        var original = error.getResponse();
        if (original.getStatus() < 400 || original.hasEntity()) {
            return original;
        }
        var title = original.getStatusInfo().getReasonPhrase();
        var detail = Objects.requireNonNullElse(error.getMessage(), title);
        var answer = ProblemMapper.answer(Problem.Details.ofStatus(original.getStatus(), title, detail));
        original.getHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                values.forEach(value -> answer.header(name, value));
            }
        });
        return answer.build();
    }
}
