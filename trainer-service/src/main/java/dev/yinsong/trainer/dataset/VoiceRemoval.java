package dev.yinsong.trainer.dataset;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Something that a feature keeps for a voice, and that goes with it. */
public interface VoiceRemoval {

    /** Lets go of it, as part of the session's transaction; it may be called again. */
    Uni<Void> remove(Mutiny.Session session, String voice);
}
