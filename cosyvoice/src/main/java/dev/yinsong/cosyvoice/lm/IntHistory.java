package dev.yinsong.cosyvoice.lm;

import java.util.Arrays;

/** The tokens drawn so far. */
final class IntHistory {

    private int[] tokens = new int[64];
    private int size;

    void add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token;
    }

    /** How often a token is among the last ones. */
    int count(int token, int window) {
        int count = 0;
        for (int i = Math.max(0, size - window); i < size; i++) {
            count += tokens[i] == token ? 1 : 0;
        }
        return count;
    }

    /** The token drawn last; there must be one. */
    int last() {
        return tokens[size - 1];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(tokens, size);
    }
}
