package dev.yinsong.ingest.http;

import dev.yinsong.common.problem.Problem;

/** What the caller wants to change is no longer what the caller saw. */
public class Changed extends Problem {

    private static final long serialVersionUID = 1;

    Changed() {
        super(
                "changed",
                "Changed meanwhile",
                412,
                "It was changed since you read it. Read it again, and send your change with its new ETag.");
    }
}
