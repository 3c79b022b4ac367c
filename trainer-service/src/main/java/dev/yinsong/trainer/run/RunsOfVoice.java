package dev.yinsong.trainer.run;

import dev.yinsong.trainer.dataset.VoiceRemoval;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The runs of a deleted voice: one that waits ends at once, one that is under way as soon as it can. Before its versions
 * are looked for: a run that is just being published has one by then, and any other will not get one.
 */
@ApplicationScoped
@Priority(1) // a removal without one comes later
class RunsOfVoice implements VoiceRemoval {

    private final Runs runs;

    RunsOfVoice(Runs runs) {
        this.runs = runs;
    }

    @Override
    public Uni<Void> remove(Mutiny.Session session, String voice) {
        return session.createQuery(
                        "from RunRow where voice = :voice and state in ('queued', 'running') order by id", RunRow.class)
                .setParameter("voice", voice)
                .setLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList()
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .onItem()
                        .transformToUniAndConcatenate(run -> runs.cancel(session, run))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }
}
