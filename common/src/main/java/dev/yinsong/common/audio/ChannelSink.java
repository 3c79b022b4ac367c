package dev.yinsong.common.audio;

/** Takes decoded sound instant by instant. */
interface ChannelSink {

    /** @param samples the channels of one instant; the array is used again for the next */
    void add(float[] samples);
}
