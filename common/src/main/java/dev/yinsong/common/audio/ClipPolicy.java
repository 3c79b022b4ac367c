package dev.yinsong.common.audio;

/**
 * What a clip must be like.
 *
 * @param minSeconds least speech, silence around it not counted
 * @param maxSeconds longest recording
 * @param minSampleRate lowest rate of the recording in hertz
 * @param maxChannels most channels
 * @param minLevel lowest level in dBFS RMS, the constant part not counted
 * @param maxClipped largest share of samples at full scale
 */
public record ClipPolicy(
        double minSeconds, double maxSeconds, int minSampleRate, int maxChannels, double minLevel, double maxClipped) {

    /** 0.5 to 30 s, from 16 kHz, up to two channels, from -45 dBFS, under 1 % clipped. */
    public static ClipPolicy usual() {
        return new ClipPolicy(0.5, 30, 16000, 2, -45, 0.01);
    }
}
