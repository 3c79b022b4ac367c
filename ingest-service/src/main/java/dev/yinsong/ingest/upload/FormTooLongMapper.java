package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.ProblemMapper;
import dev.yinsong.common.problem.UnexpectedErrorMapper;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers a form of more parts than are read ({@code quarkus.http.limits.max-parameters}) with 413. The reader of forms
 * has no exception of its own for it, only a message.
 */
@Provider
public class FormTooLongMapper implements ExceptionMapper<RuntimeException> {

    private static final String TOO_MANY_PARTS = "Param limit of ";

    private final Uploads uploads;

    FormTooLongMapper(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public Response toResponse(RuntimeException error) {
        var message = error.getMessage();
        return message != null && message.startsWith(TOO_MANY_PARTS)
                ? new ProblemMapper().toResponse(UploadTooLarge.entries(uploads.limits()))
                : new UnexpectedErrorMapper().toResponse(error);
    }
}
