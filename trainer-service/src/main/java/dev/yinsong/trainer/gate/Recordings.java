package dev.yinsong.trainer.gate;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.blob.BlobRef;

/** Keeps what the gate hears, so that people can hear it too. */
public interface Recordings {

    /** Stores a sound as a WAV file. */
    BlobRef keep(Waveform sound);

    /** So many sentences were said by everybody, of all that will be. */
    default void heard(int sentences, int of) {}
}
