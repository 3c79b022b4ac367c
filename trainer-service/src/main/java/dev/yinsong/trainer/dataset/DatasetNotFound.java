package dev.yinsong.trainer.dataset;

import dev.yinsong.common.problem.Problem;

/** A voice never had a dataset of this number. */
class DatasetNotFound extends Problem {

    private static final long serialVersionUID = 1;

    DatasetNotFound(String voice, long revision) {
        super(
                "dataset-not-found",
                "Dataset not found",
                404,
                "Voice " + voice + " has no dataset " + revision + ". GET /v1/voices/" + voice
                        + "/datasets lists those that it has.");
    }
}
