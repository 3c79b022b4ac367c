package dev.yinsong.ingest.outbox;

import dev.yinsong.common.outbox.OutboxRelay;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.observation.OutboxMeters;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Relays this service's outbox from its start to its end. */
@ApplicationScoped
public class Outbox {

    private final Map<String, Object> broker;
    private final AgroalDataSource database;
    private final Duration every;
    private final MeterRegistry meters;
    private @Nullable OutboxRelay relay;

    Outbox(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            AgroalDataSource database,
            IngestConfig config,
            MeterRegistry meters) {
        this.broker = broker;
        this.database = database;
        this.every = config.relayEvery();
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        relay = OutboxRelay.start(database, broker, "ingest-service", every);
        OutboxMeters.show(relay, meters);
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

    void stop(@Observes ShutdownEvent event) {
        if (relay != null) {
            relay.close();
        }
    }
}
