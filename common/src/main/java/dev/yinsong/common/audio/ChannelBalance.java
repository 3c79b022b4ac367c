package dev.yinsong.common.audio;

/**
 * How two channels go together: whether their mean is their sum's half, or they would cancel (one wired the wrong way
 * round), and then which is the louder.
 */
final class ChannelBalance {

    private static final double CANCELS = -0.3; // correlation

    private double left, right, both;

    void add(float leftSample, float rightSample) {
        left += (double) leftSample * leftSample;
        right += (double) rightSample * rightSample;
        both += (double) leftSample * rightSample;
    }

    /** The two as one. */
    float mixed(float leftSample, float rightSample) {
        if (both < CANCELS * Math.sqrt(left * right)) {
            return left >= right ? leftSample : rightSample;
        }
        return (leftSample + rightSample) / 2;
    }
}
