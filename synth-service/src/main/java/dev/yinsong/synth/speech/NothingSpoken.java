package dev.yinsong.synth.speech;

import dev.yinsong.common.problem.Problem;

/** The voice ended its speech before it had said anything. */
final class NothingSpoken extends Problem {

    NothingSpoken() {
        super(
                "nothing-spoken",
                "Nothing spoken",
                500,
                "The voice ended before it had said anything. Another seed or a longer text may help.");
    }
}
