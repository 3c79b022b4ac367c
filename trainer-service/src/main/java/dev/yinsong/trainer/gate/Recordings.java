package dev.yinsong.trainer.gate;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.blob.BlobRef;

/** Keeps what the gate hears, so that people can hear it too. */
@FunctionalInterface
public interface Recordings {

    /** Stores a sound as a WAV file. */
    BlobRef keep(Waveform sound);
}
