package dev.yinsong.ingest.voice;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** What belongs to a voice, and goes with it. */
public interface VoiceContents {

    /** Removes it and announces that, as part of the session's transaction. */
    Uni<Void> removeAll(Mutiny.Session session, String voice);
}
