package dev.yinsong.nano.corpus;

import java.util.List;

/**
 * What a program spoke, as it spoke it.
 *
 * @param samples -1 to 1
 * @param sampleRate in hertz
 * @param phones the sounds and their times
 */
record Take(float[] samples, int sampleRate, List<Phone> phones) {

    Take {
        phones = List.copyOf(phones);
    }
}
