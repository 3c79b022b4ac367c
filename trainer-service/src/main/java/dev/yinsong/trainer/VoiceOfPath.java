package dev.yinsong.trainer;

import dev.yinsong.access.VoiceLookup;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;

/** The voice of a run or clip that a path names. */
@ApplicationScoped
class VoiceOfPath implements VoiceLookup {

    private final Database database;

    VoiceOfPath(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Optional<String>> voiceOf(UriInfo request) {
        var named = request.getPathParameters();
        if (named.containsKey("id")) {
            return voice("select voice from run where id = :id", named.getFirst("id"));
        }
        return named.containsKey("clip")
                ? voice("select voice from clip where id = :id", named.getFirst("clip"))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<String>> voice(String query, String id) {
        return uuid(id).map(known -> database.reading(session -> session.createNativeQuery(query, String.class)
                                .setParameter("id", known)
                                .getSingleResultOrNull())
                        .map(Optional::ofNullable))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the resource says that there is none
        }
    }
}
