package dev.yinsong.ingest.http;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.common.problem.ProblemMapper;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/** Answers a form that breaks the rules of multipart (RFC 7578), such as a file name with a line end in it, with 400. */
@Provider
public class FormMalformedMapper implements ExceptionMapper<MultipartParser.MalformedMessageException> {

    @Override
    public Response toResponse(MultipartParser.MalformedMessageException malformed) {
        return new ProblemMapper().toResponse(new FormMalformed());
    }

    /** The parts of a form can't be told apart. */
    static final class FormMalformed extends Problem {

        private static final long serialVersionUID = 1;

        FormMalformed() {
            super(
                    "form-malformed",
                    "Form malformed",
                    400,
                    "The form can't be read: its parts' headers must end with a line end each, and file names have none.");
        }
    }
}
