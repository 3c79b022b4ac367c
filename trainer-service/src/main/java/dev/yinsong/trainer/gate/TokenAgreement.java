package dev.yinsong.trainer.gate;

import java.util.Arrays;

/**
 * Whether what was said is what was meant: the speech tokens of a sound, beside those that the language model asked for.
 *
 * @param equal the share of places at which both are the same, of the longer one
 * @param errorRate insertions, deletions and substitutions that lead from one to the other, per token asked for
 */
public record TokenAgreement(double equal, double errorRate) {

    /**
     * Compares.
     *
     * @param asked at least one token
     * @param heard tokens of the sound
     */
    public static TokenAgreement of(int[] asked, int[] heard) {
        if (asked.length == 0) {
            throw new IllegalArgumentException("no speech tokens were asked for");
        }
        int same = 0;
        for (int i = 0; i < Math.min(asked.length, heard.length); i++) {
            same += asked[i] == heard[i] ? 1 : 0;
        }
        return new TokenAgreement(
                (double) same / Math.max(asked.length, heard.length), (double) distance(asked, heard) / asked.length);
    }

    /** The edit distance of Levenshtein (1966), row by row. */
    private static int distance(int[] from, int[] to) {
        var before = new int[to.length + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= from.length; i++) {
            var row = new int[to.length + 1];
            row[0] = i;
            for (int j = 1; j <= to.length; j++) {
                int substituted = before[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[to.length];
    }
}
