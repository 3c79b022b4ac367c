package dev.yinsong.access;

import dev.yinsong.common.key.Grant;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;

/** Who sent the request that is being answered. */
@RequestScoped
public class Caller {

    private Identity identity = new Identity("nobody", new Grant(Set.of(), Set.of()), 0);
    private Optional<String> voice = Optional.empty();

    void is(Identity identity) {
        this.identity = identity;
    }

    Identity identity() {
        return identity;
    }

    /** The voice that the request is about, as far as that is known. */
    Optional<String> voice() {
        return voice;
    }

    /** What the caller is called. */
    public String name() {
        return identity.name();
    }

    /** Whether the caller may use a voice: for lists, which leave out the others. */
    public boolean mayUse(String voice) {
        return identity.grant().allows(voice);
    }

    /**
     * Says that the request is about a voice that its path does not name.
     *
     * @throws NotAllowed when the caller may not use it
     */
    public void uses(String voice) {
        this.voice = Optional.of(voice);
        if (!mayUse(voice)) {
            throw NotAllowed.voice(name(), voice);
        }
    }
}
