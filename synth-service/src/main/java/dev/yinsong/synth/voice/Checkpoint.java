package dev.yinsong.synth.voice;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.CheckpointPublished;
import java.util.List;
import java.util.stream.Stream;

/**
 * A version of a trained voice, and where it lies.
 *
 * @param baseHash the base model that it was trained on
 * @param archive the voice archive
 */
record Checkpoint(String voice, int version, String baseHash, BlobRef archive) {

    /** What an event tells of: its own version first, then the others, newest first. */
    static List<Checkpoint> of(CheckpointPublished event) {
        return Stream.concat(Stream.of(event.current()), event.others().stream())
                .map(version ->
                        new Checkpoint(event.voice(), version.version(), version.baseHash(), version.checkpoint()))
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return "version " + version + " of voice " + voice;
    }
}
