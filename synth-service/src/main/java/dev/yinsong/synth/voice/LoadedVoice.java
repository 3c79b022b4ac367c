package dev.yinsong.synth.voice;

import dev.yinsong.synth.engine.Talker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A voice in memory. It counts who uses it; when whoever made it and the last request that began with it have let go,
 * its weights are freed.
 */
final class LoadedVoice {

    private final String language;
    private final Talker tuned;
    private final long bytes;
    private final Supplier<Talker> baseMaker;
    private @Nullable Talker base; // made when somebody first asks for it
    private final AtomicInteger holders = new AtomicInteger(1); // whoever made it

    /**
     * It closes both talkers when nobody holds it any more.
     *
     * @param language the voice's own, as in BCP 47, or {@code auto}
     * @param tuned speaks with the merged weights
     * @param base makes a talker with the unadapted weights and this voice's speaker vector; asked at most once
     */
    LoadedVoice(String language, Talker tuned, Supplier<Talker> base) {
        this.language = language;
        this.tuned = tuned;
        this.bytes = tuned.bytes(); // of hundreds of tensors, so not to be asked for again and again
        this.baseMaker = base;
    }

    String language() {
        return language;
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

    /** Memory that it takes beside the base model's, in bytes. */
    long bytes() {
        return bytes;
    }

    /** Takes a hold, to be given back by {@link #release}; false when it is freed already. */
    boolean retain() {
        return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
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
