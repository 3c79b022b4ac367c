package dev.yinsong.synth.voice;

import dev.yinsong.synth.engine.Talker;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hold on one version of a voice: whatever is published meanwhile, it goes on speaking until this is closed. A voice
 * that is not in memory is loaded when it is first to speak, on the thread that asks.
 */
public final class VoiceLease implements AutoCloseable {

    /** The version of a speaker of the base model. */
    static final String BASE = "base";

    private final String voice;
    private final String version;
    private final Supplier<LoadedVoice> loading;
    private final Runnable over;
    private @Nullable LoadedVoice held;
    private boolean closed;

    /**
     * A lease.
     *
     * @param held the voice if it is loaded, retained for this lease
     * @param loading loads it otherwise, and retains it
     * @param over runs once the lease is closed
     */
    VoiceLease(String voice, String version, @Nullable LoadedVoice held, Supplier<LoadedVoice> loading, Runnable over) {
        this.voice = voice;
        this.version = version;
        this.held = held;
        this.loading = loading;
        this.over = over;
    }

    /** The voice's id. */
    public String voice() {
        return voice;
    }

    /** The version that speaks; {@code base} for a speaker of the base model. */
    public String version() {
        return version;
    }

    /**
     * Who speaks with the voice's own weights.
     *
     * @throws VoiceRefused when the voice can't be loaded
     */
    public Talker tuned() {
        return held().tuned();
    }

    /** Who speaks with the base's weights and the voice's speaker vector; throws as {@link #tuned} does. */
    public Talker base() {
        return held().base();
    }

    /** The language of the voice's clips, as in BCP 47; {@code auto} where nobody told. Throws as {@link #tuned} does. */
    public String language() {
        return held().language();
    }

    private synchronized LoadedVoice held() {
        if (closed) {
            throw new IllegalStateException("the lease of " + voice + " is closed");
        }
        var voice = held;
        if (voice == null) {
            held = voice = loading.get();
        }
        return voice;
    }

    /** Gives the hold back; a second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (held != null) {
                held.release();
            }
        }
        over.run();
    }
}
