package dev.yinsong.trainer.policy;

import dev.yinsong.trainer.run.RunQueue;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Queues a run for each voice that has enough clips, was left alone for a while and has changed enough since its last
 * run, as its own settings or the configured ones want it. Every pod looks; the database sees to it that a voice never has two runs waiting.
 */
@ApplicationScoped
class RunPolicy {

    private static final Logger LOG = Logger.getLogger(RunPolicy.class);

    private final RunQueue queue;

    RunPolicy(RunQueue queue) {
        this.queue = queue;
    }

    @Scheduled(
            every = "${yinsong.trainer.policy.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return queue.queueDue()
                .invoke(queued -> {
                    if (queued > 0) {
                        LOG.infof("%d voices are due for training", queued);
                    }
                })
                .onFailure()
                .invoke(e -> LOG.warnf("voices can't be looked at now: %s", e.getMessage()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }
}
