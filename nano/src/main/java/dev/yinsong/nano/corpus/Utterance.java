package dev.yinsong.nano.corpus;

import java.util.List;

/**
 * A sentence as one voice spoke it.
 *
 * @param id unique within its voice
 * @param text what was said
 * @param phones the sounds and their times; empty where the voice doesn't tell them
 * @param samples 16 kHz, mono, -1 to 1
 */
public record Utterance(String id, String text, List<Phone> phones, float[] samples) {

    public static final int SAMPLE_RATE = 16_000;

    public Utterance {
        phones = List.copyOf(phones);
    }

    public double seconds() {
        return (double) samples.length / SAMPLE_RATE;
    }
}
