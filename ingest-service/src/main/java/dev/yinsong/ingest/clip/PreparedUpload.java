package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.ClipQuality;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import java.util.List;

/**
 * An upload that passed every check, and of which nothing is stored yet.
 *
 * @param upload the recording and its words
 * @param seconds the length of the normalised audio
 * @param quality what was measured of the recording
 * @param audio the normalised audio, as FLAC
 * @param features what training needs of it, as safetensors
 */
record PreparedUpload(AcceptedUpload upload, double seconds, ClipQuality quality, byte[] audio, byte[] features) {

    /** What {@link #store} will store; reads the recording. */
    List<BlobRef> blobs(Blobs blobs) {
        return List.of(blobs.locate(upload.audio()), blobs.locate(audio), blobs.locate(features));
    }

    /** Stores its files; waits for the store. */
    StoredClip store(Blobs blobs) {
        return new StoredClip(seconds, quality, blobs.put(upload.audio()), blobs.put(audio), blobs.put(features));
    }
}
