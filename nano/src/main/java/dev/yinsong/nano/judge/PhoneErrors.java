package dev.yinsong.nano.judge;

import dev.yinsong.nano.corpus.Phone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether speech tokens mean the same sounds in every mouth: each token stands for the phone that it most often goes
 * with in known voices, and counts as wrong where another is spoken.
 */
final class PhoneErrors {

    private static final double TOKEN = 0.02; // seconds

    private final Map<Integer, Map<String, Integer>> counts = new HashMap<>();

    /** Learns what tokens mean. */
    void learn(int[] tokens, List<Phone> phones) {
        var spoken = labels(phones, tokens.length);
        for (int t = 0; t < tokens.length; t++) {
            counts.computeIfAbsent(tokens[t], key -> new HashMap<>()).merge(spoken.get(t), 1, Integer::sum);
        }
    }

    /**
     * Tokens that stand for another phone than is spoken.
     *
     * @param slack tokens by which the phones' times may be off
     * @return wrong ones and all
     */
    WordErrors errors(int[] tokens, List<Phone> phones, int slack) {
        var spoken = labels(phones, tokens.length);
        int wrong = 0;
        for (int t = 0; t < tokens.length; t++) {
            var near = spoken.subList(Math.max(0, t - slack), Math.min(tokens.length, t + slack + 1));
            wrong += near.contains(meaning(tokens[t])) ? 0 : 1;
        }
        return new WordErrors(wrong, tokens.length);
    }

    private String meaning(int token) {
        var phones = counts.getOrDefault(token, Map.of(Phone.PAUSE, 1));
        return Collections.max(phones.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private static List<String> labels(List<Phone> phones, int count) {
        var labels = new ArrayList<String>(count);
        int at = 0;
        for (int t = 0; t < count; t++) {
            while (at < phones.size() - 1 && phones.get(at).end() <= (t + 0.5) * TOKEN) {
                at++;
            }
            labels.add(phones.get(at).canonical());
        }
        return labels;
    }
}
