package dev.yinsong.trainer.run;

import java.util.List;
import java.util.UUID;

/**
 * A clip of a run as callers see it.
 *
 * @param heldOut whether the run was only judged by it
 */
record RunClipView(UUID clip, boolean heldOut, String language) {

    /** All of a run, by id. */
    record Page(List<RunClipView> clips) {}
}
