package dev.yinsong.synth.voice;

import dev.yinsong.synth.engine.Talker;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A version of a voice in memory. It counts who uses it; when it was replaced and the last request that began with it
 * has ended, its weights are freed.
 */
final class LoadedVoice {

    private final String voice;
    private final int version;
    private final Talker tuned;
    private final Supplier<Talker> baseMaker;
    private @Nullable Talker base; // made when somebody first asks for it
    private final AtomicInteger holders = new AtomicInteger(1); // whoever made it

    /**
     * A loaded version; it closes both talkers when nobody holds it any more.
     *
     * @param tuned speaks with the merged weights
     * @param base makes a talker with the unadapted weights and this voice's speaker vector; asked at most once
     */
    LoadedVoice(String voice, int version, Talker tuned, Supplier<Talker> base) {
        this.voice = voice;
        this.version = version;
        this.tuned = tuned;
        this.baseMaker = base;
    }

    String voice() {
        return voice;
    }

    int version() {
        return version;
    }

    Talker tuned() {
        return tuned;
    }

    synchronized Talker base() {
        var made = base;
        if (made == null) {
            base = made = baseMaker.get();
        }
        return made;
    }

    /** A hold on this version, or nothing when it is already freed. */
    Optional<VoiceLease> lease() {
        int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        return before == 0 ? Optional.empty() : Optional.of(new VoiceLease(this));
    }

    /** Gives one hold back. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            close();
        }
    }

    private synchronized void close() {
        tuned.close();
        if (base != null) {
            base.close();
        }
    }
}
