package dev.yinsong.trainer.run;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Until when a run is its pod's, by the database's clock. */
final class Lease {

    private Lease() {}

    /** From now on for so long. */
    static Uni<Void> extend(Mutiny.Session session, UUID run, Duration length) {
        return session.createNativeQuery("""
                        update run set lease_until = now() + make_interval(secs => cast(:seconds as double precision))
                        where id = :run
                        """)
                .setParameter("seconds", length.toMillis() / 1000.0)
                .setParameter("run", run)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** No longer: whoever asks next may have it. */
    static Uni<Void> drop(Mutiny.Session session, UUID run) {
        return session.createNativeQuery("update run set lease_until = now() - interval '1 second' where id = :run")
                .setParameter("run", run)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The lease of a run is another's, or the run has ended: whatever is being done for it is in vain. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1;

        Lost(UUID run) {
            super("run " + run + " is no longer this pod's");
        }
    }
}
