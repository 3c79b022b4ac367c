package dev.yinsong.ingest.clip;

import java.nio.file.Path;

/**
 * An upload whose transcript is in order, and whose recording nobody has listened to yet.
 *
 * @param audio the recording, on local disk
 * @param text the transcript as it is kept
 * @param fingerprint the same for the same upload
 */
record AcceptedUpload(Path audio, String text, String fingerprint) {}
