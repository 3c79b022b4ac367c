package dev.yinsong.synth.voice;

import dev.yinsong.common.blob.BlobCorrupt;
import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.synth.SynthConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Loads checkpoints in the background, in the order in which they were published, and swaps each in when it is ready.
 *
 * <p>A bad one is refused and counted, and the version before it goes on speaking. A blob store that is away is asked
 * again, unless something newer about the voice was done meanwhile.
 */
@ApplicationScoped
class CheckpointLoader {

    private static final Logger LOG = Logger.getLogger(CheckpointLoader.class);

    private final Voices voices;
    private final Checkpoints checkpoints;
    private final SynthConfig config;
    private final MeterRegistry meters;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("checkpoint-loader").factory());
    private final Map<String, Long> done = new HashMap<>(); // the last order that took effect, a voice; the worker's
    private long orders; // the follower's
    private volatile boolean restored;

    CheckpointLoader(Voices voices, Checkpoints checkpoints, SynthConfig config, MeterRegistry meters) {
        this.voices = voices;
        this.checkpoints = checkpoints;
        this.config = config;
        this.meters = meters;
    }

    /** Whether everything that was published before this pod began is loaded or refused. */
    boolean restored() {
        return restored;
    }

    /**
     * Loads what the topic held at the start.
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

    /** Loads a new version of a voice. */
    void publish(CheckpointPublished checkpoint) {
        order(List.of(checkpoint));
    }

    /** Forgets a voice, after what was published of it before. */
    void retire(String voice) {
        long order = ++orders;
        worker.execute(() -> {
            done.put(voice, order);
            voices.retire(voice);
            count("retired");
            LOG.infof("voice %s is retired", voice);
        });
    }

    private CompletableFuture<Void> order(List<CheckpointPublished> newestFirst) {
        long order = ++orders;
        var result = new CompletableFuture<Void>();
        worker.execute(() -> load(order, newestFirst, result));
        return result;
    }

    /** Runs on the worker. */
    private void load(long order, List<CheckpointPublished> newestFirst, CompletableFuture<Void> result) {
        var voice = newestFirst.getFirst().voice();
        if (done.getOrDefault(voice, 0L) > order) {
            result.complete(null);
            return;
        }
        var refusals = new ArrayList<Refusal>();
        try {
            for (var checkpoint : newestFirst) {
                if (speaks(checkpoint, refusals)) {
                    done.put(voice, order);
                    break;
                }
            }
            refusals.reversed().forEach(voices::refuse); // the newest last, for it is the one that shows
            result.complete(null);
        } catch (UncheckedIOException away) {
            LOG.warnf("voice %s waits for the blob store: %s", voice, away.getMessage());
            var again = config.synth().retry().toMillis();
            worker.schedule(() -> load(order, newestFirst, result), again, TimeUnit.MILLISECONDS);
        }
    }

    private boolean speaks(CheckpointPublished checkpoint, List<Refusal> refusals) {
        try {
            voices.swap(checkpoints.load(checkpoint));
            count("loaded");
            LOG.infof("voice %s speaks with version %d", checkpoint.voice(), checkpoint.version());
            return true;
        } catch (BadCheckpoint bad) {
            refuse(checkpoint, String.valueOf(bad.getMessage()), refusals);
            return false;
        } catch (BlobMissing | BlobCorrupt bad) {
            refuse(
                    checkpoint,
                    String.valueOf(Objects.requireNonNull(bad.getCause()).getMessage()),
                    refusals);
            return false;
        } catch (UncheckedIOException away) {
            throw away;
        } catch (RuntimeException unexpected) { // must not end the worker, nor hide
            LOG.errorf(unexpected, "version %d of voice %s", checkpoint.version(), checkpoint.voice());
            refuse(checkpoint, "it can't be loaded: " + unexpected, refusals);
            return false;
        }
    }

    private void refuse(CheckpointPublished checkpoint, String reason, List<Refusal> refusals) {
        refusals.add(new Refusal(checkpoint.voice(), checkpoint.version(), reason, Instant.now()));
        count("refused");
        LOG.errorf("version %d of voice %s is refused: %s", checkpoint.version(), checkpoint.voice(), reason);
    }

    private void count(String outcome) {
        meters.counter("yinsong.synth.checkpoints", "outcome", outcome).increment();
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
