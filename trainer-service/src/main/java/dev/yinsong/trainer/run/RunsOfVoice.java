package dev.yinsong.trainer.run;

import dev.yinsong.trainer.dataset.VoiceRemoval;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** The runs of a deleted voice: one that waits ends at once, one that is under way as soon as it can. */
@ApplicationScoped
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
