package dev.yinsong.nano.lm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Draws batches of utterances of like length, alone or joined in pairs. */
final class Utterances {

    private static final int NEIGHBOURS = 96; // utterances of like length from which a batch is drawn

    private final List<Utterance> sorted;
    private final Map<String, List<Utterance>> voices;

    Utterances(List<Utterance> utterances) {
        this.sorted = utterances.stream()
                .sorted(Comparator.comparingInt(Utterance::positions))
                .toList();
        this.voices = sorted.stream().collect(Collectors.groupingBy(Utterance::name));
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** A batch that takes at most so many positions, padding included; at least one utterance. */
    List<Utterance> draw(int positions, RandomGenerator random) {
        return fitting(near(random), positions);
    }

    /**
     * A batch of pairs, each of one voice. Speech that goes on in the voice of a clip is such a pair, and a text of
     * several sentences is longer than any that was recorded.
     */
    List<Utterance> drawPairs(int positions, RandomGenerator random) {
        var pairs = near(random).stream()
                .map(first -> {
                    var voice = voices.getOrDefault(first.name(), sorted);
                    return first.then(voice.get(random.nextInt(voice.size())), random.nextBoolean());
                })
                .toList();
        return fitting(pairs, positions);
    }

    private List<Utterance> near(RandomGenerator random) {
        int from = random.nextInt(Math.max(1, sorted.size() - NEIGHBOURS + 1));
        var near = new ArrayList<>(sorted.subList(from, Math.min(sorted.size(), from + NEIGHBOURS)));
        Collections.shuffle(near, Random.from(random));
        return near;
    }

    private static List<Utterance> fitting(List<Utterance> utterances, int positions) {
        int longest = 0;
        for (int i = 0; i < utterances.size(); i++) {
            longest = Math.max(longest, utterances.get(i).positions());
            if (i > 0 && (i + 1) * longest > positions) {
                return utterances.subList(0, i);
            }
        }
        return utterances;
    }
}
