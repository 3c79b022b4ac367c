package dev.yinsong.trainer.dataset;

import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.event.Malformed;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceRemoved;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps the datasets as ingest announces them.
 *
 * <p>An event is acknowledged once its rows are committed. While the database is away, events wait; one that can't be
 * read goes to the dead-letter topic.
 */
@ApplicationScoped
class ClipConsumer {

    private final Datasets datasets;
    private final RemovedVoices removedVoices;
    private final Database database;

    ClipConsumer(Datasets datasets, RemovedVoices removedVoices, Database database) {
        this.datasets = datasets;
        this.removedVoices = removedVoices;
        this.database = database;
    }

    @Incoming("clips")
    Uni<Void> on(VoiceEvent event) {
        return switch (event) {
            case ClipReady ready -> database.outlasting(datasets.add(ready));
            case ClipRemoved removed -> database.outlasting(datasets.remove(removed));
            case VoiceRemoved removed -> database.outlasting(removedVoices.remove(removed));
            case Malformed malformed -> Uni.createFrom().failure(malformed.refusal());
            case VoiceEvent _ -> Uni.createFrom().voidItem();
        };
    }
}
