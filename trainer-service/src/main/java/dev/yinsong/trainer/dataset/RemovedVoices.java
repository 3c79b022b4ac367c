package dev.yinsong.trainer.dataset;

import dev.yinsong.common.event.VoiceRemoved;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Ends what is kept for voices that were deleted. Their clips were announced as removed before. */
@ApplicationScoped
class RemovedVoices {

    private final Datasets datasets;
    private final List<VoiceRemoval> removals;

    RemovedVoices(Datasets datasets, @All List<VoiceRemoval> removals) {
        this.datasets = datasets;
        this.removals = removals;
    }

    Uni<Void> remove(VoiceRemoved event) {
        return datasets.once(event, session -> {
            var done = Uni.createFrom().voidItem();
            for (var removal : removals) {
                done = done.chain(() -> removal.remove(session, event.voice()));
            }
            return done;
        });
    }
}
