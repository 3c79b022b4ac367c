package dev.yinsong.trainer.policy;

import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The policy of each voice. A voice may have one before it has a clip. */
@ApplicationScoped
class Policies {

    private final Database database;
    private final TrainerConfig.Policy usual;

    Policies(Database database, TrainerConfig config) {
        this.database = database;
        this.usual = config.policy();
    }

    /** A voice's policy; the configured one for a voice that has none of its own. */
    Uni<PolicyView> get(String voice) {
        return database.reading(session -> session.find(PolicyRow.class, voice))
                .map(row -> PolicyView.of(voice, row == null ? PolicyOverrides.NONE : row.overrides(), usual));
    }

    /** Replaces a voice's own settings. */
    Uni<PolicyView> put(String voice, PolicyOverrides own) {
        return database.transaction(session -> session.find(PolicyRow.class, voice)
                        .chain(known -> {
                            var row = known == null ? new PolicyRow(voice) : known;
                            row.replace(own);
                            return known == null
                                    ? session.persist(row)
                                    : Uni.createFrom().voidItem();
                        }))
                .replaceWith(PolicyView.of(voice, own, usual));
    }
}
