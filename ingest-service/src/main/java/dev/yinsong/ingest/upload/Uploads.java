package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.clip.Clips;
import dev.yinsong.ingest.pool.ClipPool;
import dev.yinsong.ingest.pool.TooBusy;
import dev.yinsong.ingest.voice.Voices;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes many clips in at once. Each stands for itself: it is taken or refused as if it had come alone. They are worked
 * on one after the other, so that a large upload leaves room for others.
 */
@ApplicationScoped
class Uploads {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Voices voices;
    private final Clips clips;
    private final ClipPool pool;
    private final IngestConfig.Uploads limits;

    Uploads(Voices voices, Clips clips, ClipPool pool, IngestConfig config) {
        this.voices = voices;
        this.clips = clips;
        this.pool = pool;
        this.limits = config.uploads();
    }

    /** What became of a form; an archive that is not to be trusted is a refusal of the whole. */
    Uni<UploadView> add(String voice, UploadForm form) {
        return voices.get(voice)
                .chain(_ -> pool.compute(Workspace::open))
                .chain(workspace -> pool.compute(() -> form.items(workspace.folder()))
                        .chain(items -> addAll(voice, items))
                        .eventually(() -> patiently(() -> pool.compute(() -> {
                            workspace.close();
                            return true;
                        }))));
    }

    private Uni<UploadView> addAll(String voice, List<Item> items) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> add(voice, item))
                .collect()
                .asList()
                .map(UploadView::of);
    }

    private Uni<UploadView.Result> add(String voice, Item item) {
        return switch (item) {
            case Item.Unusable(var name, var why) -> Uni.createFrom().item(UploadView.Result.of(name, why));
            case Item.Clip(var name, var upload) ->
                patiently(() -> clips.add(voice, upload))
                        .map(added -> UploadView.Result.of(name, added))
                        .onFailure(Problem.class)
                        .recoverWithItem(why -> UploadView.Result.of(name, (Problem) why));
        };
    }

    /** An upload that was begun is not told to come back: it waits for a thread. */
    private static <T> Uni<T> patiently(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure(TooBusy.class)
                .recoverWithUni(() -> pause().chain(() -> patiently(work)));
    }

    private static Uni<Void> pause() {
        var caller = Vertx.currentContext();
        return Uni.createFrom().emitter(done -> caller.owner().setTimer(PATIENCE.toMillis(), _ -> done.complete(null)));
    }

    IngestConfig.Uploads limits() {
        return limits;
    }
}
