package dev.yinsong.access;

import dev.yinsong.common.key.Role;
import dev.yinsong.common.problem.Problem;
import java.util.Collection;
import java.util.stream.Collectors;

/** Who calls is known, and may not do this. */
final class NotAllowed extends Problem {

    private static final long serialVersionUID = 1;

    private NotAllowed(String detail) {
        super("not-allowed", "Not allowed", 403, detail);
    }

    static NotAllowed role(String caller, Collection<Role> needed) {
        var roles = needed.stream().map(Role::label).sorted().collect(Collectors.joining(" or "));
        return new NotAllowed(caller + " may not do this: it takes the role " + roles + ".");
    }

    static NotAllowed voice(String caller, String voice) {
        return new NotAllowed(caller + " may not use the voice " + voice + ".");
    }
}
