package dev.yinsong.common.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers a request whose values break a constraint with 422 and a list of {@code violations}. */
@Provider
public class InvalidRequestMapper implements ExceptionMapper<ConstraintViolationException> {

    @Override
    public Response toResponse(ConstraintViolationException invalid) {
        var violations = invalid.getConstraintViolations().stream()
                .map(InvalidRequestMapper::violation)
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        return ProblemMapper.answer(details(violations)).build();
    }

    private static Problem.Details details(List<Violation> violations) {
        var sentence = violations.stream()
                .map(violation -> violation.field() + " " + violation.message())
                .collect(Collectors.joining("; ", "", "."));
        return new Problem.Details(
                URI.create("urn:problem:invalid-request"),
                "Invalid request",
                422,
                sentence,
                Map.of("violations", violations));
    }

    private static Violation violation(ConstraintViolation<?> violation) {
        var field = "";
        for (Path.Node node : violation.getPropertyPath()) {
            field = node.getName() == null ? field : node.getName();
        }
        return new Violation(field, violation.getMessage());
    }

    /**
     * One value that is not as it must be.
     *
     * @param field the name of the member or parameter
     * @param message what it must be
     */
    public record Violation(String field, String message) {}
}
