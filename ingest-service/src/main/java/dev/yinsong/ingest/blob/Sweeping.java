package dev.yinsong.ingest.blob;

import dev.yinsong.common.blob.Blobs;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks for blobs to delete: when it is asked to, and once a minute for those that were not due at once, were left by a
 * crash, or could not be deleted. It works in a thread of its own, so that nobody's request waits for the store.
 */
@ApplicationScoped
class Sweeping {

    private static final Logger LOG = Logger.getLogger(Sweeping.class);
    private static final int PATIENCE_SECONDS = 10;

    private final BlobSweep sweep;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("blob-sweep").factory());
    private final AtomicBoolean asked = new AtomicBoolean();

    Sweeping(AgroalDataSource database, Blobs blobs) {
        this.sweep = new BlobSweep(database, blobs);
    }

    @Scheduled(every = "1m", delayed = "1m", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void soon() {
        if (!thread.isShutdown() && !asked.getAndSet(true)) {
            thread.execute(this::sweep);
        }
    }

    private void sweep() {
        asked.set(false); // what is let go of from here on is for the next round
        try {
            boolean more = true;
            while (more && !thread.isShutdown()) {
                more = sweep.some();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("blobs that nobody needs can't be looked for now, trying again in a minute: %s", e);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the store takes long to delete blobs; the rest is deleted by whoever runs next");
        }
    }
}
