package dev.yinsong.trainer.outbox;

import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.outbox.OutboxEntry;
import dev.yinsong.common.outbox.OutboxRelay;
import dev.yinsong.observation.OutboxMeters;
import dev.yinsong.trainer.TrainerConfig;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Relays this service's outbox from its start to its end. */
@ApplicationScoped
public class Outbox {

    private static final int AFTER_THE_RUNS = 5000;

    private final Map<String, Object> broker;
    private final AgroalDataSource database;
    private final Duration every;
    private final MeterRegistry meters;
    private @Nullable OutboxRelay relay;

    Outbox(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            AgroalDataSource database,
            TrainerConfig config,
            MeterRegistry meters) {
        this.broker = broker;
        this.database = database;
        this.every = config.relayEvery();
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        relay = OutboxRelay.start(database, broker, "trainer-service", every);
        OutboxMeters.show(relay, meters);
    }

    /** An event to be sent once the session's transaction is committed; then {@link #kick}. */
    public Uni<Void> add(Mutiny.Session session, VoiceEvent event) {
        return session.persist(new OutboxEntry(event));
    }

    /** Something was committed that wants to be sent. */
    public void kick() {
        if (relay != null) {
            relay.kick();
        }
    }

    /** Whether events can be sent: the broker was reached, and its topics are there. */
    public boolean prepared() {
        return relay != null && relay.prepared();
    }

    void stop(@Observes @Priority(AFTER_THE_RUNS) ShutdownEvent event) {
        if (relay != null) {
            relay.close();
        }
    }
}
