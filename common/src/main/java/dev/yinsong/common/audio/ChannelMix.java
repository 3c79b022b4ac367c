package dev.yinsong.common.audio;

/**
 * Channels to one.
 *
 * <p>Two channels are averaged, unless they would cancel (one wired the wrong way round): then the louder one is taken.
 * More than two are averaged as they come.
 */
final class ChannelMix {

    private final int channels;
    private final FloatSink left = new FloatSink();
    private final FloatSink right = new FloatSink();

    ChannelMix(int channels) {
        this.channels = channels;
    }

    /** @param samples the channels of one instant */
    void add(float[] samples) {
        if (channels == 2) {
            left.add(samples[0]);
            right.add(samples[1]);
            return;
        }
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        left.add((float) (sum / channels));
    }

    int length() {
        return left.size();
    }

    float[] mono() {
        var first = left.toArray();
        if (channels != 2) {
            return first;
        }
        var second = right.toArray();
        double a = 0, b = 0, ab = 0;
        for (int i = 0; i < first.length; i++) {
            a += (double) first[i] * first[i];
            b += (double) second[i] * second[i];
            ab += (double) first[i] * second[i];
        }
        if (ab < 0 && -ab > 0.3 * Math.sqrt(a * b)) {
            return a >= b ? first : second;
        }
        for (int i = 0; i < first.length; i++) {
            first[i] = (first[i] + second[i]) / 2;
        }
        return first;
    }
}
