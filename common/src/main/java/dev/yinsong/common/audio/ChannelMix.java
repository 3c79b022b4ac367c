package dev.yinsong.common.audio;

/**
 * Channels to one.
 *
 * <p>Two channels are averaged, unless they would cancel (see {@link ChannelBalance}): then the louder one is taken. More
 * than two are averaged as they come.
 */
final class ChannelMix implements ChannelSink {

    private final int channels;
    private final ChannelBalance balance = new ChannelBalance();
    private final FloatSink left = new FloatSink();
    private final FloatSink right = new FloatSink();

    ChannelMix(int channels) {
        this.channels = channels;
    }

    @Override
    public void add(float[] samples) {
        if (channels == 2) {
            balance.add(samples[0], samples[1]);
            left.add(samples[0]);
            right.add(samples[1]);
            return;
        }
        left.add(mean(samples));
    }

    static float mean(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        return (float) (sum / samples.length);
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
        for (int i = 0; i < first.length; i++) {
            first[i] = balance.mixed(first[i], second[i]);
        }
        return first;
    }
}
