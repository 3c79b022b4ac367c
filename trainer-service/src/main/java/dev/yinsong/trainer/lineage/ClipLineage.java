package dev.yinsong.trainer.lineage;

import java.util.List;
import java.util.UUID;

/** Which versions know a clip, newest first. */
record ClipLineage(UUID clip, List<Version> versions) {

    /**
     * A version that knows the clip.
     *
     * @param state {@code candidate}, {@code current} or {@code retired}
     * @param heldOut whether the version was only judged by the clip
     */
    record Version(String voice, int version, String state, UUID run, boolean heldOut) {}
}
