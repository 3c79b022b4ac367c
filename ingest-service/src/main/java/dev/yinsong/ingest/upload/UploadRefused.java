package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** Nothing of an upload could be taken. The member {@code results} says why, clip by clip. */
class UploadRefused extends Problem {

    private static final long serialVersionUID = 1;

    UploadRefused(UploadView view) {
        super(
                new Details(
                        URI.create("urn:problem:upload-refused"),
                        "Upload refused",
                        422,
                        "None of the " + view.refused() + " clips could be taken: results says why, one by one.",
                        Map.of("results", view.results())),
                Map.of());
    }
}
