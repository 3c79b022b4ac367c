package dev.yinsong.access;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** Who calls is not known. */
final class NotAuthenticated extends Problem {

    private static final long serialVersionUID = 1;

    private NotAuthenticated(URI type, String title, String detail, String challenge) {
        super(new Details(type, title, 401, detail, Map.of()), Map.of("WWW-Authenticate", challenge));
    }

    /** No key or token came. */
    static NotAuthenticated missing() {
        return new NotAuthenticated(
                URI.create("urn:problem:missing-api-key"),
                "API key missing",
                "This service takes requests with a key or token only. Send it as: Authorization: Bearer KEY.",
                "Bearer");
    }

    /** Something came that is not good. */
    static NotAuthenticated invalid(String what) {
        return new NotAuthenticated(
                URI.create("urn:problem:invalid-api-key"),
                "API key invalid",
                "The " + what + " is not known here, has expired, or was revoked.",
                "Bearer error=\"invalid_token\"");
    }
}
