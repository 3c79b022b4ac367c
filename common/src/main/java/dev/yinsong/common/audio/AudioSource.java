package dev.yinsong.common.audio;

/**
 * What a recording was before it was decoded.
 *
 * @param container name of the file format, as ffmpeg calls it
 * @param codec name of the coding, as ffmpeg calls it
 * @param sampleRate in hertz
 * @param channels number of channels
 * @param bits bits a sample, 0 where the coding has no such number
 * @param declaredSeconds length that the file claims, 0 where it claims none
 * @param tornFrames damaged frames at the very ends, as a stream that was cut has them; they were left out
 */
public record AudioSource(
        String container,
        String codec,
        int sampleRate,
        int channels,
        int bits,
        double declaredSeconds,
        int tornFrames) {}
