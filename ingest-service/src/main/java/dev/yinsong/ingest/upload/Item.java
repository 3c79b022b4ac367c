package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.ingest.clip.ClipUpload;

/** One of the things that came in an upload: a clip to be, or something that can't be one. */
sealed interface Item {

    /** How its sender knows it. */
    String name();

    /** A recording with its words, neither of them checked. */
    record Clip(String name, ClipUpload upload) implements Item {}

    /** What no clip can be made of. */
    record Unusable(String name, Problem why) implements Item {}
}
