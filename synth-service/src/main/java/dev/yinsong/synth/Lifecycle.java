package dev.yinsong.synth;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.lifecycle.ExitWithParent;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.synth.engine.VoiceEngine;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What lives as long as the service. */
@ApplicationScoped
class Lifecycle {

    private static final Duration AFTER_THE_ANSWERS = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final SynthConfig config;
    private final VoiceEngine engine;

    Lifecycle(SynthConfig config, VoiceEngine engine) {
        this.config = config;
        this.engine = engine;
    }

    /**
     * Loads the base model before anything else; a bad one stops the service with one line that says why.
     *
     * @param answers how long a stop waits for the answers that are under way
     */
    void start(
            @Observes @Priority(1) StartupEvent event,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration answers) {
        try {
            LOG.infof("base model %s, %s", engine.name(), engine.baseHash());
        } catch (BadModel | MalformedTensorFile e) {
            LOG.fatalf("The base model in %s can't be used: %s", config.model(), e.getMessage());
            Quarkus.asyncExit(1);
            throw new PreventFurtherStepsException(e.getMessage(), 1); // which Quarkus takes for a quiet end
        }
        if (config.exitWithParent()) {
            ExitWithParent.watch(System.in, answers.plus(AFTER_THE_ANSWERS));
        }
    }

    @Produces
    @Singleton
    Blobs blobs() {
        return Blobs.open(config.blobs());
    }

    void close(@Disposes Blobs blobs) {
        blobs.close();
    }
}
