package dev.yinsong.synth.speech;

import dev.yinsong.synth.engine.Talker;
import dev.yinsong.synth.voice.VoiceLease;

/**
 * A version of a voice, whatever is published meanwhile.
 *
 * @param adapted whether the voice's own weights speak, or the base's
 */
record LeasedSpeaker(VoiceLease lease, boolean adapted) implements Speaker {

    @Override
    public String voice() {
        return lease.voice();
    }

    @Override
    public String version() {
        return adapted ? lease.version() : "base";
    }

    @Override
    public String language() {
        return lease.language();
    }

    @Override
    public Talker talker() {
        return adapted ? lease.tuned() : lease.base();
    }

    @Override
    public void close() {
        lease.close();
    }
}
