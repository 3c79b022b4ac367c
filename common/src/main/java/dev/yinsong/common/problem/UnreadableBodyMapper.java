package dev.yinsong.common.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers a body that is JSON of another shape with 400. */
@Provider
public class UnreadableBodyMapper implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException mismatch) {
        return answer(mismatch);
    }

    static Response answer(JsonProcessingException unreadable) {
        return ProblemMapper.answer(new Problem.Details(
                        URI.create("urn:problem:unreadable-body"),
                        "Unreadable body",
                        400,
                        "The body is not the JSON that is expected here" + place(unreadable) + ".",
                        Map.of()))
                .build();
    }

    private static String place(JsonProcessingException unreadable) {
        var field = unreadable instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        if (!field.isEmpty()) {
            return ": see " + field;
        }
        var location = unreadable.getLocation();
        return location == null ? "" : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
