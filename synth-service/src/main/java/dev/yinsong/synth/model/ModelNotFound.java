package dev.yinsong.synth.model;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** No model has this name here. */
final class ModelNotFound extends Problem {

    ModelNotFound(String id) {
        super(
                new Details(
                        URI.create("urn:problem:model-not-found"),
                        "Model not found",
                        404,
                        "There is no model " + id + " here. GET /v1/models lists those that there are.",
                        Map.of("param", "model")),
                Map.of());
    }
}
