package dev.yinsong.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceRetired;
import dev.yinsong.trainer.dataset.VoiceRemoval;
import dev.yinsong.trainer.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The versions of a deleted voice: they stop speaking, and their archives and recordings are deleted. The numbers are
 * never given again, should another voice get the name.
 */
@ApplicationScoped
class VersionsOfVoice implements VoiceRemoval {

    private final LooseBlobs looseBlobs;
    private final Outbox outbox;

    VersionsOfVoice(LooseBlobs looseBlobs, Outbox outbox) {
        this.looseBlobs = looseBlobs;
        this.outbox = outbox;
    }

    @Override
    public Uni<Void> remove(Mutiny.Session session, String voice) {
        return session.createQuery("from VersionRow where voice = :voice", VersionRow.class)
                .setParameter("voice", voice)
                .getResultList()
                .chain(versions -> versions.isEmpty() ? Uni.createFrom().voidItem() : remove(session, voice, versions));
    }

    private Uni<Void> remove(Mutiny.Session session, String voice, List<VersionRow> versions) {
        int newest = versions.stream().mapToInt(VersionRow::number).max().orElseThrow();
        var retired = new VoiceRetired(VoiceEvent.idOf(VoiceRetired.class, voice, newest), Instant.now(), voice);
        return session.removeAll(versions.toArray())
                .chain(() -> outbox.add(session, retired))
                .chain(session::flush)
                .chain(() -> looseBlobs.loosen(session, voice, blobs(versions)));
    }

    private static List<BlobRef> blobs(List<VersionRow> versions) {
        return versions.stream()
                .flatMap(version -> blobs(version).stream())
                .distinct()
                .toList();
    }

    private static List<BlobRef> blobs(VersionRow version) {
        var found = new ArrayList<>(List.of(version.checkpoint()));
        for (JsonNode audio : VersionView.tree(version.report()).findValues("audio")) {
            found.add(new BlobRef(
                    URI.create(audio.path("uri").asText()),
                    audio.path("sha256").asText(),
                    audio.path("bytes").asLong()));
        }
        return found;
    }
}
