package dev.yinsong.synth.voice;

import dev.yinsong.common.event.CheckpointPublished;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pod finds in the topic when it starts. Only the newest checkpoint of a voice is worth loading, and an older one
 * only if that is bad. For one thread.
 */
final class Backlog {

    private final Map<String, List<CheckpointPublished>> checkpoints = new LinkedHashMap<>();
    private boolean open = true;

    /** Whether it still takes what is found. */
    boolean isOpen() {
        return open;
    }

    void add(CheckpointPublished checkpoint) {
        checkpoints.computeIfAbsent(checkpoint.voice(), _ -> new ArrayList<>()).addFirst(checkpoint);
    }

    void retire(String voice) {
        checkpoints.remove(voice);
    }

    /** The checkpoints of each voice, newest first; afterwards it is closed. */
    List<List<CheckpointPublished>> close() {
        open = false;
        var found = checkpoints.values().stream().map(List::copyOf).toList();
        checkpoints.clear();
        return found;
    }
}
