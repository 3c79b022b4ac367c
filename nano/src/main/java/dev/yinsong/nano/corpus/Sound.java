package dev.yinsong.nano.corpus;

import java.util.List;

/**
 * A sound, or a word, that a recording is expected to hold.
 *
 * @param ways of saying it, each a list of CMU's phones in capitals; an empty one leaves it out
 * @param exact whether it is one of these, rather than something that is like them
 */
record Sound(List<List<String>> ways, boolean exact) {

    Sound {
        ways = List.copyOf(ways);
    }
}
