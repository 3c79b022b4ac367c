package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;

/** A list of clips can't be read. */
class MetadataRefused extends Problem {

    private static final long serialVersionUID = 1;

    MetadataRefused(String detail) {
        super("metadata-refused", "Metadata refused", 422, detail);
    }
}
