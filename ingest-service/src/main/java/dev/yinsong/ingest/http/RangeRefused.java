package dev.yinsong.ingest.http;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** A file has not the bytes that were asked for. */
class RangeRefused extends Problem {

    private static final long serialVersionUID = 1;

    RangeRefused(long size) {
        super(
                new Details(
                        URI.create("urn:problem:range-refused"),
                        "Range refused",
                        416,
                        "The file has " + size + " bytes, and none of those that you ask for.",
                        Map.of()),
                Map.of("Content-Range", "bytes */" + size));
    }
}
