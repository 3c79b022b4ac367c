package dev.yinsong.synth.voice;

import dev.yinsong.synth.engine.Talker;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hold on one version of a voice: whatever is published meanwhile, it goes on speaking until this is closed. */
public final class VoiceLease implements AutoCloseable {

    private final LoadedVoice held;
    private final AtomicBoolean closed = new AtomicBoolean();

    VoiceLease(LoadedVoice held) {
        this.held = held;
    }

    /** The voice's id. */
    public String voice() {
        return held.voice();
    }

    /** The version that speaks. */
    public int version() {
        return held.version();
    }

    /** Who speaks with the voice's own weights. */
    public Talker tuned() {
        return held.tuned();
    }

    /** Who speaks with the base's weights and the voice's speaker vector. */
    public Talker base() {
        return held.base();
    }

    /** Gives the hold back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            held.release();
        }
    }
}
