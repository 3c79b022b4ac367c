package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.clip.TranscriptFile;

/** More than is taken at once. */
class UploadTooLarge extends Problem {

    private static final long serialVersionUID = 1;

    private UploadTooLarge(String detail) {
        super("upload-too-large", "Upload too large", 413, detail);
    }

    static UploadTooLarge size(IngestConfig.Uploads limits) {
        return new UploadTooLarge("An upload must not be larger than "
                + limits.size().asLongValue() + " bytes: send the clips in several uploads.");
    }

    static UploadTooLarge entries(IngestConfig.Uploads limits) {
        return new UploadTooLarge("At most " + limits.entries() + " files are taken at once: send them in parts.");
    }

    static UploadTooLarge lines() {
        return new UploadTooLarge("The lines of a recording must not be larger than " + TranscriptFile.MOST_BYTES
                + " bytes: cut the recording in two at a pause.");
    }

    static UploadTooLarge inflated(IngestConfig.Uploads limits) {
        return new UploadTooLarge("The archive holds more than "
                + limits.inflated().asLongValue() + " bytes: send the clips in several archives.");
    }
}
