package dev.yinsong.trainer.screening;

import dev.yinsong.trainer.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Contrasts that were measured, so that each is measured once. For threads that may wait. */
@ApplicationScoped
public class Matches {

    private final Database database;

    Matches(Database database) {
        this.database = database;
    }

    /** What is known of some clips: contrasts in nats a token by the SHA-256 of the features. */
    public Map<String, Double> known(Collection<String> features, String baseHash) {
        return database
                .await(database.reading(session -> session.createQuery(
                                "from ClipMatchRow where baseHash = :base and features in :features",
                                ClipMatchRow.class)
                        .setParameter("base", baseHash)
                        .setParameter("features", features)
                        .getResultList()))
                .stream()
                .collect(Collectors.toMap(ClipMatchRow::features, ClipMatchRow::contrastNats));
    }

    /** Keeps what was measured of a clip. */
    public void keep(String features, String baseHash, double contrastNats) {
        database.await(database.transaction(session -> session.merge(new ClipMatchRow(features, baseHash, contrastNats))
                .replaceWithVoid()));
    }
}
