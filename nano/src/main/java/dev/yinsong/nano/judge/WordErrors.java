package dev.yinsong.nano.judge;

import java.util.List;

/**
 * Words that were heard wrongly, left out or added, and the words that were said.
 *
 * @param errors the fewest changes that make what was heard into what was said
 * @param words that were said
 */
public record WordErrors(int errors, int words) {

    /** Nothing said, nothing heard. */
    public static final WordErrors NONE = new WordErrors(0, 0);

    static WordErrors of(List<String> said, List<String> heard) {
        var row = new int[heard.size() + 1];
        for (int j = 0; j <= heard.size(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= said.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= heard.size(); j++) {
                int changed = diagonal + (said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return new WordErrors(row[heard.size()], said.size());
    }

    WordErrors plus(WordErrors other) {
        return new WordErrors(errors + other.errors, words + other.words);
    }

    /** Errors to a hundred words. */
    public double percent() {
        return 100.0 * errors / Math.max(1, words);
    }
}
