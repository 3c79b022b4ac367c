package dev.yinsong.ingest.clip;

import java.nio.file.Path;

/**
 * What a caller sent.
 *
 * @param audio a file on local disk that lives as long as the request
 * @param text the transcript as it was sent
 */
public record ClipUpload(Path audio, String text) {}
