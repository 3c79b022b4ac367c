package dev.yinsong.ingest.clip;

import dev.yinsong.ingest.blob.LooseBlobs;
import dev.yinsong.ingest.voice.VoiceContents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** The clips of a voice, which go with it. */
@ApplicationScoped
class ClipsOfVoice implements VoiceContents {

    private final LooseBlobs loose;

    ClipsOfVoice(LooseBlobs loose) {
        this.loose = loose;
    }

    @Override
    public Uni<Void> removeAll(Mutiny.Session session, String voice) {
        return session.createQuery("from Clip where voice = :voice order by createdAt, id", Clip.class)
                .setParameter("voice", voice)
                .getResultList()
                .chain(clips -> Multi.createFrom()
                        .iterable(clips)
                        .onItem()
                        .transformToUniAndConcatenate(clip -> ClipChanges.remove(session, loose, clip))
                        .collect()
                        .asList())
                .chain(session::flush); // so that no clip is left that the voice's deletion would have to wait for
    }
}
