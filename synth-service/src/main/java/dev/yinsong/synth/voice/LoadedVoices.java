package dev.yinsong.synth.voice;

import dev.yinsong.synth.SynthConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The trained voices that are merged and in memory. When they take more than they may, the least recently used ones that
 * are not pinned go; a request that is using one still ends with it.
 */
@ApplicationScoped
class LoadedVoices {

    private static final Logger LOG = Logger.getLogger(LoadedVoices.class);

    private final Checkpoints checkpoints;
    private final long capacity; // bytes
    private final MeterRegistry meters;

    /** The one that was used last is the last. */
    private final LinkedHashMap<Checkpoint, FutureTask<LoadedVoice>> byUse = new LinkedHashMap<>();

    private final Set<Checkpoint> pinned = new HashSet<>();

    LoadedVoices(Checkpoints checkpoints, SynthConfig config, MeterRegistry meters) {
        this.checkpoints = checkpoints;
        this.capacity = config.synth().voiceMemory().asLongValue();
        this.meters = meters;
        meters.gauge("yinsong.synth.loaded.voices", this, LoadedVoices::count);
        meters.gauge("yinsong.synth.loaded.bytes", this, LoadedVoices::bytes);
    }

    /**
     * The voice, loaded if it is not yet. The caller holds it and releases it. Blocks; others who want the same voice
     * wait for the same loading.
     *
     * @throws BadCheckpoint when it can't be used
     * @throws java.io.UncheckedIOException when the blob store is away
     */
    LoadedVoice hold(Checkpoint checkpoint) throws BadCheckpoint {
        while (true) {
            var loading = new FutureTask<>(() -> loadHeld(checkpoint));
            var known = putIfAbsent(checkpoint, loading);
            if (known == null) {
                return load(checkpoint, loading);
            }
            var loaded = result(known);
            if (loaded.retain()) {
                return loaded;
            }
            // freed since it was looked up: it is no longer in the map
        }
    }

    /** The voice if it is loaded, held as by {@link #hold}. Does not block. */
    synchronized Optional<LoadedVoice> holdIfLoaded(Checkpoint checkpoint) {
        return Optional.ofNullable(used(checkpoint))
                .flatMap(LoadedVoices::finished)
                .filter(LoadedVoice::retain);
    }

    /** Whether it is in memory. To ask does not count as use. */
    synchronized boolean has(Checkpoint checkpoint) {
        return Optional.ofNullable(byUse.get(checkpoint))
                .flatMap(LoadedVoices::finished)
                .isPresent();
    }

    /** Loads a voice that stays until it is unpinned. */
    void pin(Checkpoint checkpoint) throws BadCheckpoint {
        hold(checkpoint).release();
        synchronized (this) {
            pinned.add(checkpoint);
        }
    }

    /** A voice that was pinned may be evicted again. */
    synchronized void unpin(Checkpoint checkpoint) {
        pinned.remove(checkpoint);
    }

    /** Lets go of a voice that nobody is going to ask for. */
    void drop(Checkpoint checkpoint) {
        unpin(checkpoint);
        remove(checkpoint).ifPresent(LoadedVoice::release);
    }

    /** Lets go of a voice, unless it is pinned. */
    void dropUnlessPinned(Checkpoint checkpoint) {
        removeUnlessPinned(checkpoint).ifPresent(LoadedVoice::release);
    }

    private synchronized @Nullable FutureTask<LoadedVoice> putIfAbsent(
            Checkpoint checkpoint, FutureTask<LoadedVoice> loading) {
        var known = used(checkpoint);
        if (known == null) {
            byUse.put(checkpoint, loading);
        }
        return known;
    }

    /** A version that is in memory or being loaded, which is the one used last from now on. */
    private @Nullable FutureTask<LoadedVoice> used(Checkpoint checkpoint) {
        var known = byUse.get(checkpoint);
        if (known != null) {
            byUse.putLast(checkpoint, known);
        }
        return known;
    }

    private LoadedVoice load(Checkpoint checkpoint, FutureTask<LoadedVoice> loading) throws BadCheckpoint {
        loading.run();
        try {
            var loaded = result(loading);
            count("merged");
            makeRoom(checkpoint);
            return loaded;
        } catch (BadCheckpoint | RuntimeException | Error e) {
            count("failed");
            synchronized (this) {
                byUse.remove(checkpoint, loading);
            }
            throw e;
        }
    }

    /** Held for the caller already when others first see it, who may drop or evict it. */
    private LoadedVoice loadHeld(Checkpoint checkpoint) throws BadCheckpoint {
        var voice = checkpoints.load(checkpoint);
        voice.retain();
        return voice;
    }

    private static LoadedVoice result(FutureTask<LoadedVoice> loading) throws BadCheckpoint {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            switch (Objects.requireNonNull(e.getCause())) {
                case BadCheckpoint bad -> throw bad;
                case RuntimeException unexpected -> throw unexpected;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a voice was being loaded", e);
        }
    }

    private void makeRoom(Checkpoint newest) {
        surplus(newest).forEach(LoadedVoice::release);
    }

    /** What was not used for longest and has no room any more, but never the voice that room is made for. */
    private synchronized List<LoadedVoice> surplus(Checkpoint newest) {
        var surplus = new ArrayList<LoadedVoice>();
        for (var candidate : List.copyOf(byUse.keySet())) {
            if (bytes() <= capacity) {
                break;
            }
            if (!candidate.equals(newest)) {
                removeUnlessPinned(candidate).ifPresent(evicted -> {
                    surplus.add(evicted);
                    count("evicted");
                    LOG.infof("%s is evicted from memory", candidate);
                });
            }
        }
        return surplus;
    }

    private synchronized Optional<LoadedVoice> removeUnlessPinned(Checkpoint checkpoint) {
        return pinned.contains(checkpoint) ? Optional.empty() : remove(checkpoint);
    }

    /**
     * Takes a voice out. Whoever does releases it, but not under this lock: to free a gigabyte takes a while, and requests
     * on the event loop want the lock.
     */
    private synchronized Optional<LoadedVoice> remove(Checkpoint checkpoint) {
        var loaded = Optional.ofNullable(byUse.get(checkpoint)).flatMap(LoadedVoices::finished);
        loaded.ifPresent(_ -> byUse.remove(checkpoint));
        return loaded;
    }

    private static Optional<LoadedVoice> finished(FutureTask<LoadedVoice> loading) {
        return loading.state() == FutureTask.State.SUCCESS ? Optional.of(loading.resultNow()) : Optional.empty();
    }

    private synchronized long bytes() {
        return byUse.values().stream()
                .flatMap(each -> finished(each).stream())
                .mapToLong(LoadedVoice::bytes)
                .sum();
    }

    private synchronized int count() {
        return (int) byUse.values().stream()
                .filter(each -> finished(each).isPresent())
                .count();
    }

    private void count(String outcome) {
        meters.counter("yinsong.synth.merges", "outcome", outcome).increment();
    }

    @PreDestroy
    synchronized void close() {
        List.copyOf(byUse.keySet()).forEach(this::drop);
    }
}
