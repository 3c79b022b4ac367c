package dev.yinsong.synth.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yinsong.common.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A refusal as OpenAI's clients parse it. */
public record OpenAiError(Content error) {

    private static final String KINDS = "urn:problem:";

    /**
     * What is wrong.
     *
     * @param type the kind of error, by the HTTP status
     * @param param the field of the request, where there is one
     * @param code a stable name, where there is one
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Content(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    /** A problem in this shape. */
    public static OpenAiError of(Problem.Details problem) {
        var param = problem.more().get("param");
        return new OpenAiError(new Content(
                problem.detail(), type(problem.status()), param == null ? null : param.toString(), code(problem)));
    }

    /** What is not the caller's to act on. */
    public static OpenAiError ofAccident(String message) {
        return new OpenAiError(new Content(message, "server_error", null, "internal_error"));
    }

    private static String type(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return status == 429 ? "rate_limit_error" : "invalid_request_error";
    }

    private static @Nullable String code(Problem.Details problem) {
        var kind = problem.type().toString();
        return kind.startsWith(KINDS)
                ? kind.substring(KINDS.length()).replace('-', '_').toLowerCase(Locale.ROOT)
                : null;
    }
}
