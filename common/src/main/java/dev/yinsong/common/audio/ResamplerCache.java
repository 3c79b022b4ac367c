package dev.yinsong.common.audio;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resamplers that were wanted lately. Uploads choose the rates, and the kernels of odd ones are large, so what is kept is
 * bounded by its size: the ones that were not wanted for longest go first. Safe to share between threads.
 */
final class ResamplerCache {

    private final long most;
    private final Map<Rates, Resampler> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** @param most numbers that all kept kernels may have together, see {@link Resampler#size} */
    ResamplerCache(long most) {
        this.most = most;
    }

    /** A resampler that is kept, or a new one. */
    Resampler of(int sourceRate, int targetRate) {
        var rates = new Rates(sourceRate, targetRate);
        synchronized (this) {
            var known = kept.get(rates);
            if (known != null) {
                return known;
            }
        }
        // Outside the lock: nobody with a usual rate waits while an odd one is designed.
        var made = new Resampler(sourceRate, targetRate);
        keep(rates, made);
        return made;
    }

    private synchronized void keep(Rates rates, Resampler made) {
        if (kept.putIfAbsent(rates, made) == null) {
            size += made.size();
        }
        var oldest = kept.values().iterator();
        while (size > most) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    private record Rates(int source, int target) {}
}
