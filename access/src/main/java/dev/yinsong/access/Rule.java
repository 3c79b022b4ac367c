package dev.yinsong.access;

import dev.yinsong.common.key.Role;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a kind of request asks of its caller.
 *
 * @param method {@code GET}, {@code POST} …, or {@code *} for any
 * @param path a pattern of the whole path, without the slash before it
 * @param roles one of them is needed
 * @param action what the audit log calls it; empty for what leaves no trace there
 */
public record Rule(String method, Pattern path, Set<Role> roles, Optional<String> action) {

    /** Requests that only read, and are not recorded. */
    public static Rule reading(String path, Role... anyOf) {
        return new Rule("GET", Pattern.compile(path), Set.of(anyOf), Optional.empty());
    }

    /** Requests that do something, and are recorded. */
    public static Rule doing(String action, String method, String path, Role... anyOf) {
        return new Rule(method, Pattern.compile(path), Set.of(anyOf), Optional.of(action));
    }

    boolean isFor(String method, String path) {
        return (this.method.equals("*") || this.method.equals(method.equals("HEAD") ? "GET" : method))
                && this.path.matcher(path).matches();
    }
}
