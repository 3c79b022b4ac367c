package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;

/**
 * A person's recording and its text.
 *
 * @param name of the file, without its ending
 * @param text what is said
 * @param sound at its own rate
 */
record Recording(String name, String text, Waveform sound) {}
