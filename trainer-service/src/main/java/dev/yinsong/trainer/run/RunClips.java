package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.run.Assignment.RunClip;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The clips that a run has: it may have to go on with fewer than it took. */
@ApplicationScoped
class RunClips {

    private final RunLedger ledger;

    RunClips(RunLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Does some work for a run; when clips turn out to be deleted, again without them.
     *
     * @param work throws {@link BlobMissing} where a clip's features are gone, or what is caused by a
     *     {@link NoSuchFileException} where they went after they had been fetched
     * @return what came of it; empty when too few clips remain, so that the run has failed
     * @throws Interrupted when the run is cancelled
     */
    <T> Optional<T> withoutDeleted(Assignment run, RunBlobs blobs, Function<Assignment, Optional<T>> work) {
        try {
            return work.apply(run);
        } catch (UncheckedIOException failure) {
            var deleted = isAbsence(failure) ? deleted(run, blobs) : List.<RunClip>of();
            if (deleted.isEmpty()) {
                throw failure;
            }
            return without(run, deleted).flatMap(rest -> withoutDeleted(rest, blobs, work));
        }
    }

    private static boolean isAbsence(UncheckedIOException failure) {
        return failure instanceof BlobMissing || failure.getCause() instanceof NoSuchFileException;
    }

    private static List<RunClip> deleted(Assignment run, RunBlobs blobs) {
        return run.clips().all(RunClip::clip).stream()
                .filter(clip -> isDeleted(clip, blobs))
                .toList();
    }

    private static boolean isDeleted(RunClip clip, RunBlobs blobs) {
        try {
            blobs.fetch(clip.features());
            return false;
        } catch (BlobMissing missing) {
            return true;
        }
    }

    private Optional<Assignment> without(Assignment run, List<RunClip> deleted) {
        var gone = deleted.stream().map(RunClip::clip).collect(Collectors.toSet());
        return ledger.write(run, (session, row) -> {
            if (row.cancelRequested()) {
                throw new Interrupted(true);
            }
            return keep(session, row, run, gone, absence(deleted))
                    .call(rest -> rest.isPresent()
                            ? tell(session, row, gone)
                            : Uni.createFrom().voidItem());
        });
    }

    /** That many are gone may say less of them than of the store, which may be empty, or another. */
    private static String absence(List<RunClip> deleted) {
        var one = deleted.getFirst().features();
        return "The blob store has no features of " + deleted.size() + " clips, such as " + one.sha256()
                + ", said to be at " + one.uri() + ".";
    }

    private static Uni<Void> tell(Mutiny.Session session, RunRow row, Set<UUID> deleted) {
        return session.persistAll(deleted.stream()
                .map(clip -> new RunEventRow(row.id(), row.say("removed", "clip " + clip + " was deleted")))
                .toArray());
    }

    /**
     * Goes on without some clips, as part of a transaction that has locked the run.
     *
     * @param why what became of them, said if the run fails for want of clips
     * @return the run with the clips that remain; empty when they are too few, so that it has failed
     */
    Uni<Optional<Assignment>> keep(Mutiny.Session session, RunRow row, Assignment run, Set<UUID> gone, String why) {
        var remaining = run.clips().all(RunClip::clip).stream()
                .filter(clip -> !gone.contains(clip.clip()))
                .toList();
        if (remaining.size() < Split.LEAST) {
            var left = remaining.size() + " are left; a run needs at least " + Split.LEAST + ".";
            return ledger.fail(session, row, why + " " + left).replaceWith(Optional.empty());
        }
        return replace(session, row, remaining).map(split -> Optional.of(run.with(split)));
    }

    private static Uni<Split<RunClip>> replace(Mutiny.Session session, RunRow row, List<RunClip> remaining) {
        var split = Split.of(remaining, RunClip::clip);
        row.has(remaining.size(), split.heldOut().size());
        return session.createMutationQuery("delete from RunClipRow where run = :run")
                .setParameter("run", row.id())
                .executeUpdate()
                .chain(() -> session.persistAll(RunClipRow.of(row.id(), split)))
                .replaceWith(split);
    }
}
