package dev.yinsong.access;

import dev.yinsong.common.key.Role;
import java.util.List;

/**
 * A service's rules; each service has one bean of it. The first rule for a request goes; a request that none is for takes
 * an admin, and is recorded.
 */
public record Rules(List<Rule> rules) {

    private static final Rule FALLBACK = Rule.doing("other", "*", ".*", Role.ADMIN);

    public Rules {
        rules = List.copyOf(rules);
    }

    /** Some rules, in their order. */
    public static Rules of(Rule... rules) {
        return new Rules(List.of(rules));
    }

    Rule of(String method, String path) {
        var bare = path.startsWith("/") ? path.substring(1) : path;
        return rules.stream()
                .filter(rule -> rule.isFor(method, bare))
                .findFirst()
                .orElse(FALLBACK);
    }
}
