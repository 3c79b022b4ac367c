package dev.yinsong.ingest.clip;

import dev.yinsong.common.event.ClipQuarantined;
import dev.yinsong.common.event.Malformed;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.problem.Outage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Marks the clips that the trainer doubts.
 *
 * <p>An event is acknowledged once its row is committed. While the database is away, events wait; one that can't be read
 * goes to the dead-letter topic.
 */
@ApplicationScoped
class QuarantineConsumer {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final ClipChanges changes;

    QuarantineConsumer(ClipChanges changes) {
        this.changes = changes;
    }

    @Incoming("trainings")
    Uni<Void> on(VoiceEvent event) {
        return switch (event) {
            case ClipQuarantined quarantined -> outlasting(quarantined);
            case Malformed malformed -> Uni.createFrom().failure(malformed.refusal());
            case VoiceEvent _ -> Uni.createFrom().voidItem();
        };
    }

    /** Each try is made where the first one was: sessions are bound to a context. */
    private Uni<Void> outlasting(ClipQuarantined event) {
        var caller = Vertx.currentContext();
        return Uni.createFrom()
                .deferred(() -> changes.quarantine(event))
                .runSubscriptionOn(next -> caller.runOnContext(_ -> next.run()))
                .onFailure(Outage::is)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}
