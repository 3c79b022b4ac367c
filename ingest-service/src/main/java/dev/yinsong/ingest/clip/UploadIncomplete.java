package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;

/** The form lacks a part that it needs. */
public class UploadIncomplete extends Problem {

    private static final long serialVersionUID = 1;

    /** A sentence that says what is missing. */
    public UploadIncomplete(String detail) {
        super("upload-incomplete", "Upload incomplete", 400, detail);
    }
}
