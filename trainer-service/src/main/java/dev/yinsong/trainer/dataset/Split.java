package dev.yinsong.trainer.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which clips are learned and which are only judged by. The clips whose ids hash lowest are held out, so a clip keeps its
 * side while others come and go near it, and no order of arrival matters.
 *
 * @param learned at least 2
 * @param heldOut at least 2, and at least a tenth of all
 */
public record Split<T>(List<T> learned, List<T> heldOut) {

    /** The fewest clips that can be split. */
    public static final int LEAST = 4;

    private static final int LEAST_HELD_OUT = 2;

    public Split {
        learned = List.copyOf(learned);
        heldOut = List.copyOf(heldOut);
    }

    /**
     * Splits.
     *
     * @throws IllegalArgumentException for fewer than {@link #LEAST} clips
     */
    public static <T> Split<T> of(List<T> clips, Function<T, UUID> id) {
        if (clips.size() < LEAST) {
            throw new IllegalArgumentException("at least " + LEAST + " clips are needed, were " + clips.size());
        }
        var sorted = new ArrayList<>(clips);
        sorted.sort(Comparator.comparing((T clip) -> hash(id.apply(clip))).thenComparing(id));
        int heldOut = heldOut(clips.size());
        return new Split<>(sorted.subList(heldOut, sorted.size()), sorted.subList(0, heldOut)).sorted(id);
    }

    /** How many of so many clips are held out; none when they are too few to be split. */
    static int heldOut(int clips) {
        return clips < LEAST ? 0 : Math.max(LEAST_HELD_OUT, (clips + 9) / 10);
    }

    /** Both sides together, by their clips' ids. */
    public List<T> all(Function<T, UUID> id) {
        return Stream.concat(learned.stream(), heldOut.stream())
                .sorted(Comparator.comparing(id))
                .toList();
    }

    /** Both sides by their clips' ids: a training depends on the order, and must not on where it is read from. */
    public Split<T> sorted(Function<T, UUID> id) {
        return new Split<>(
                learned.stream().sorted(Comparator.comparing(id)).toList(),
                heldOut.stream().sorted(Comparator.comparing(id)).toList());
    }

    /** Ids may be random or derived, alike in their first digits or not: an MD5 of the text of one is even. */
    private static UUID hash(UUID id) {
        return UUID.nameUUIDFromBytes(id.toString().getBytes(StandardCharsets.UTF_8));
    }
}
