package dev.yinsong.synth.voice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this pod knows of a trained voice. It is never changed: what happens to the voice makes a new one.
 *
 * @param good versions that were verified when they were published, the current one first
 * @param known every version that may be pinned, by number
 * @param refusal the last checkpoint that could not be used, if nothing good was published since
 */
record TrainedVoice(
        List<Checkpoint> good,
        SortedMap<Integer, Checkpoint> known,
        @Nullable Refusal refusal) {

    private static final int KEPT = 4;

    /** Nothing is known yet. */
    static final TrainedVoice UNKNOWN = new TrainedVoice(List.of(), Collections.emptySortedMap(), null);

    /** The version that speaks when none is pinned. */
    Optional<Checkpoint> current() {
        return good.stream().findFirst();
    }

    /** It knows of these versions, too. */
    TrainedVoice knowing(Collection<Checkpoint> versions) {
        var all = new TreeMap<>(known);
        versions.forEach(each -> all.put(each.version(), each));
        return new TrainedVoice(good, Collections.unmodifiableSortedMap(all), refusal);
    }

    /** This version speaks from now on. */
    TrainedVoice speakingWith(Checkpoint checkpoint) {
        var newestFirst = new ArrayList<Checkpoint>();
        newestFirst.add(checkpoint);
        good.stream()
                .filter(each -> each.version() != checkpoint.version())
                .limit(KEPT - 1)
                .forEach(newestFirst::add);
        return new TrainedVoice(List.copyOf(newestFirst), known, null);
    }

    /** A version can't be used: whichever was good before it goes on speaking. */
    TrainedVoice refusing(Checkpoint checkpoint, Refusal why) {
        return new TrainedVoice(
                good.stream().filter(each -> !each.equals(checkpoint)).toList(), known, why);
    }
}
