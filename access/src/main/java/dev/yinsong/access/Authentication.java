package dev.yinsong.access;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Finds out who calls. */
interface Authentication {

    /**
     * Who sent a request.
     *
     * @param authorization the header of that name
     * @return fails with a {@link NotAuthenticated} or {@link TooManyRequests} problem
     */
    Uni<Identity> identify(@Nullable String authorization);
}
