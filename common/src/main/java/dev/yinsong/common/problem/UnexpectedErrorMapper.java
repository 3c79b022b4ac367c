package dev.yinsong.common.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Answers whatever nobody expected with 500 and an incident number, and logs it under that number. The caller is not
 * told what it was. When a database or a store is away, the answer is 503 instead.
 */
@Provider
public class UnexpectedErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnexpectedErrorMapper.class);

    @Override
    public Response toResponse(Throwable error) {
        if (Outage.is(error)) {
            return Outage.answer(error);
        }
        var incident = UUID.randomUUID();
        LOG.errorf(error, "incident %s", incident);
        return ProblemMapper.answer(new Problem.Details(
                        URI.create("urn:problem:internal-error"),
                        "Internal error",
                        500,
                        "Something went wrong here. The log has it as incident " + incident + ".",
                        Map.of("incident", incident.toString())))
                .build();
    }
}
