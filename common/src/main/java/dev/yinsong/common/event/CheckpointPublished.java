package dev.yinsong.common.event;

import dev.yinsong.common.blob.BlobRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a voice is ready to speak, and is its current one from now on.
 *
 * <p>The topic is compacted: it keeps this event alone of its voice. So the event also tells where the voice's other
 * versions lie, for callers who pin one.
 *
 * @param version counts from 1 and is never used again
 * @param run the id of the run that made it
 * @param baseHash SHA-256 of the base model that the adapter belongs to
 * @param checkpoint the voice archive: adapter, voice card, checksums
 * @param others versions that were published and may still be asked for, newest first; none in events of before this
 *     field
 */
public record CheckpointPublished(
        UUID id,
        Instant at,
        String voice,
        int version,
        UUID run,
        String baseHash,
        BlobRef checkpoint,
        List<Version> others)
        implements VoiceEvent {

    /** How many other versions an event tells of at most: it must stay small. */
    public static final int MOST_OTHERS = 100;

    public CheckpointPublished {
        Checks.envelope(id, at, voice);
        Checks.present("run", run);
        Checks.present("baseHash", baseHash);
        Checks.present("checkpoint", checkpoint);
        Checks.version(version);
        others = ofOldEvents(others);
    }

    private static List<Version> ofOldEvents(@Nullable List<Version> others) {
        return others == null ? List.of() : List.copyOf(others);
    }

    /** The current version as the others are told of. */
    public Version current() {
        return new Version(version, baseHash, checkpoint);
    }

    /**
     * Where one version lies.
     *
     * @param version its number
     * @param baseHash SHA-256 of its base model
     * @param checkpoint its voice archive
     */
    public record Version(int version, String baseHash, BlobRef checkpoint) {

        public Version {
            Checks.present("baseHash", baseHash);
            Checks.present("checkpoint", checkpoint);
            Checks.version(version);
        }
    }
}
