package dev.yinsong.synth.voice;

import java.time.Instant;

/**
 * A checkpoint that was not loaded. The version before it goes on speaking.
 *
 * @param version the version that was refused
 * @param reason what is wrong with it
 * @param at when it was refused here
 */
public record Refusal(String voice, int version, String reason, Instant at) {}
