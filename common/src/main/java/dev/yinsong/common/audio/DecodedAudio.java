package dev.yinsong.common.audio;

/**
 * A recording as one channel at its own rate.
 *
 * @param sound the channels mixed to one
 * @param source what the file was
 */
public record DecodedAudio(Waveform sound, AudioSource source) {}
