package dev.yinsong.access;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** Finds the voice of a request whose path does not name it; a service that has such paths has a bean of it. */
public interface VoiceLookup {

    /** The voice that a request is about, if it is about one that there is. */
    Uni<Optional<String>> voiceOf(UriInfo request);
}
