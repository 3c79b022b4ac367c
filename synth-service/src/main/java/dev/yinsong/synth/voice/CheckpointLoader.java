package dev.yinsong.synth.voice;

import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.synth.SynthConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Verifies checkpoints in the background, in the order in which they were published, and swaps each in when it is good.
 *
 * <p>A bad one is refused and counted, and the version before it goes on speaking. A blob store that is away is asked
 * again, unless something newer about the voice was done meanwhile. A voice that is pinned, or whose version before is in
 * memory, is merged before the swap, so that no request waits for it; others are merged when somebody asks for them.
 */
@ApplicationScoped
class CheckpointLoader {

    private static final Logger LOG = Logger.getLogger(CheckpointLoader.class);
    private static final int AFTER_THE_FOLLOWER = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Voices voices;
    private final Checkpoints checkpoints;
    private final LoadedVoices loaded;
    private final Pins pins;
    private final SynthConfig config;
    private final CheckpointMeters meters;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("checkpoint-loader").factory());
    private final Map<String, Long> done = new HashMap<>(); // the last order that took effect, a voice; the worker's
    private long orders; // the follower's
    private volatile boolean restored;

    CheckpointLoader(
            Voices voices,
            Checkpoints checkpoints,
            LoadedVoices loaded,
            Pins pins,
            SynthConfig config,
            MeterRegistry meters) {
        this.voices = voices;
        this.checkpoints = checkpoints;
        this.loaded = loaded;
        this.pins = pins;
        this.config = config;
        this.meters = new CheckpointMeters(meters);
    }

    /** Whether everything that was published before this pod began is verified or refused, and what is pinned is loaded. */
    boolean restored() {
        return restored;
    }

    /**
     * Takes what the topic held at the start.
     *
     * @param found the checkpoints of each voice, newest first; the first good one speaks
     */
    void restore(List<List<CheckpointPublished>> found) {
        LOG.infof("restoring %d voices", found.size());
        var all = found.stream().map(this::order).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).thenRun(() -> {
            restored = true;
            LOG.infof("ready with %d voices", voices.list().size());
        });
    }

    /** Takes a new version of a voice. */
    void publish(CheckpointPublished checkpoint) {
        order(List.of(checkpoint));
    }

    /** Forgets a voice, after what was published of it before. */
    void retire(String voice) {
        long order = ++orders;
        worker.execute(() -> {
            done.put(voice, order);
            voices.retire(voice);
            meters.retired(voice);
        });
    }

    private CompletableFuture<Void> order(List<CheckpointPublished> newestFirst) {
        long order = ++orders;
        var result = new CompletableFuture<Void>();
        worker.execute(LoadTrace.around(newestFirst.getFirst().voice(), () -> load(order, newestFirst, result)));
        return result;
    }

    /** Runs on the worker. */
    private void load(long order, List<CheckpointPublished> newestFirst, CompletableFuture<Void> result) {
        var voice = newestFirst.getFirst().voice();
        if (done.getOrDefault(voice, 0L) > order) {
            result.complete(null);
            return;
        }
        try {
            boolean speaking = load(newestFirst.stream()
                    .flatMap(event -> Checkpoint.of(event).stream())
                    .distinct()
                    .toList());
            if (speaking) { // else what came before it, and waits for the store, is still wanted
                done.put(voice, order);
            }
            result.complete(null);
        } catch (UncheckedIOException away) {
            LOG.warnf("voice %s waits for the blob store: %s", voice, away.getMessage());
            var again = config.synth().retry().toMillis();
            worker.schedule(() -> load(order, newestFirst, result), again, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Lets the first of some versions speak, and an older one if that is bad and none has spoken yet.
     *
     * @param told every version that was told of, the newest first
     * @return whether one of them speaks
     */
    private boolean load(List<Checkpoint> told) {
        var newest = told.getFirst();
        var candidates = voices.current(newest.voice()).isPresent() ? List.of(newest) : told;
        var refused = new LinkedHashMap<Checkpoint, String>();
        for (var candidate : candidates) {
            try {
                speak(candidate, told);
                break;
            } catch (BadCheckpoint bad) {
                refused.put(candidate, String.valueOf(bad.getMessage()));
            } catch (UncheckedIOException away) {
                throw away;
            } catch (RuntimeException | Error unexpected) { // must not end the worker, nor hide
                LOG.errorf(unexpected, "%s", candidate);
                refused.put(candidate, "it can't be loaded: " + unexpected);
            }
        }
        refused.forEach(meters::refused);
        var reason = refused.get(newest);
        if (reason != null) {
            voices.refuse(told, reason);
        }
        return refused.size() < candidates.size();
    }

    private void speak(Checkpoint checkpoint, List<Checkpoint> told) throws BadCheckpoint {
        checkpoints.verify(checkpoint);
        var voice = checkpoint.voice();
        var before = voices.current(voice);
        if (pins.currentOf(voice)) {
            loaded.pin(checkpoint);
            before.filter(old -> !old.equals(checkpoint)).ifPresent(loaded::unpin);
        } else if (before.filter(loaded::has).isPresent()) {
            loaded.hold(checkpoint).release();
        }
        voices.swap(checkpoint, told);
        meters.loaded(checkpoint);
        pinVersions(voice);
    }

    private void pinVersions(String voice) {
        for (int version : pins.versionsOf(voice)) {
            voices.known(voice, version).ifPresent(pinned -> {
                try {
                    loaded.pin(pinned);
                } catch (BadCheckpoint bad) {
                    meters.refused(pinned, "it can't be pinned: " + bad.getMessage());
                } catch (UncheckedIOException away) {
                    throw away;
                } catch (RuntimeException unexpected) { // is no fault of the version that speaks by now
                    LOG.errorf(unexpected, "pinning %s", pinned);
                    meters.refused(pinned, "it can't be pinned: " + unexpected);
                }
            });
        }
    }

    /** Waits for a merge that is under way: the engine must not be closed under it. */
    void stop(@Observes @Priority(AFTER_THE_FOLLOWER) ShutdownEvent event) throws InterruptedException {
        worker.shutdownNow();
        if (!worker.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("a voice is still being loaded after %s, and is left", PATIENCE);
        }
    }
}
