package dev.yinsong.nano.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Sentences without repetition: a seed always gives the same list. */
public final class Sentences {

    private static final int LONGEST = 110;

    private Sentences() {}

    /**
     * @param seed of the choice
     * @param count how many sentences
     * @param taken sentences that must not come up again
     */
    public static List<String> make(Grammar grammar, long seed, int count, Set<String> taken) {
        var random = new SplittableRandom(seed);
        var seen = new HashSet<>(taken);
        var sentences = new ArrayList<String>(count);
        while (sentences.size() < count) {
            String sentence = grammar.sentence(random);
            if (sentence.length() <= LONGEST && seen.add(sentence)) {
                sentences.add(sentence);
            }
        }
        return sentences;
    }
}
