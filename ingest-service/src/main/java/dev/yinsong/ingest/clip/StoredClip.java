package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.ClipQuality;
import dev.yinsong.common.blob.BlobRef;

/**
 * A clip that passed every check, with its files in the blob store.
 *
 * @param seconds the length of the normalised audio
 * @param quality what was measured of the recording
 * @param original the upload as it came
 * @param audio the normalised audio
 * @param features what training needs of it
 */
record StoredClip(double seconds, ClipQuality quality, BlobRef original, BlobRef audio, BlobRef features) {}
