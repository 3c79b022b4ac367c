package dev.yinsong.common.event;

import dev.yinsong.common.blob.BlobRef;
import java.time.Instant;
import java.util.UUID;

/**
 * A version of a voice is ready to speak.
 *
 * @param version counts from 1 and is never used again
 * @param run the id of the run that made it
 * @param baseHash SHA-256 of the base model that the adapter belongs to
 * @param checkpoint the voice archive: adapter, voice card, checksums
 */
public record CheckpointPublished(
        UUID id, Instant at, String voice, int version, UUID run, String baseHash, BlobRef checkpoint)
        implements VoiceEvent {

    public CheckpointPublished {
        Checks.envelope(id, at, voice);
        Checks.present("run", run);
        Checks.present("baseHash", baseHash);
        Checks.present("checkpoint", checkpoint);
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, was " + version);
        }
    }
}
