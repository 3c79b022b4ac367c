package dev.yinsong.common.key;

import java.util.Set;

/**
 * What somebody may do, and with which voices.
 *
 * @param roles {@link Role#ADMIN} includes the others
 * @param voices ids of voices; {@value #EVERY_VOICE} stands for all, those to come included
 */
public record Grant(Set<Role> roles, Set<String> voices) {

    /** Stands for all voices. */
    public static final String EVERY_VOICE = "*";

    /** Everything with every voice. */
    public static final Grant ALL = new Grant(Set.of(Role.ADMIN), Set.of(EVERY_VOICE));

    public Grant {
        roles = Set.copyOf(roles);
        voices = Set.copyOf(voices);
    }

    /** Whether it includes one of some roles. */
    public boolean allows(Set<Role> anyOf) {
        return roles.contains(Role.ADMIN) || anyOf.stream().anyMatch(roles::contains);
    }

    /** Whether it includes a voice. */
    public boolean allows(String voice) {
        return everyVoice() || voices.contains(voice);
    }

    /** Whether it is limited to no voices. */
    public boolean everyVoice() {
        return voices.contains(EVERY_VOICE);
    }
}
