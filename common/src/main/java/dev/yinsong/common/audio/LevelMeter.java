package dev.yinsong.common.audio;

import java.util.Arrays;

/** Measures how loud a recording is over time, without keeping its sound. */
final class LevelMeter implements ChannelSink {

    private final int channels;
    private final int sampleRate;
    private final int hop;
    private final ChannelBalance balance = new ChannelBalance();
    private double[] levels = new double[1 << 12];
    private int frames;
    private double energy;
    private long samples;

    LevelMeter(int channels, int sampleRate) {
        this.channels = channels;
        this.sampleRate = sampleRate;
        this.hop = Activity.hop(sampleRate);
    }

    @Override
    public void add(float[] instant) {
        for (float sample : instant) {
            AudioDecoder.checkNumber(sample);
            energy += (double) sample * sample / channels;
        }
        if (channels == 2) {
            balance.add(instant[0], instant[1]);
        }
        samples++;
        if (samples % hop == 0) {
            endFrame();
        }
    }

    private void endFrame() {
        if (frames == levels.length) {
            levels = Arrays.copyOf(levels, 2 * frames);
        }
        levels[frames++] = Decibels.ofPower(energy / hop);
        energy = 0;
    }

    int sampleRate() {
        return sampleRate;
    }

    double seconds() {
        return (double) samples / sampleRate;
    }

    ChannelBalance balance() {
        return balance;
    }

    Activity activity() {
        return new Activity(hop, frames == 0 ? new double[] {Decibels.ofPower(0)} : Arrays.copyOf(levels, frames));
    }
}
