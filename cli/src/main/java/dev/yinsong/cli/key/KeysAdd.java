package dev.yinsong.cli.key;

import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.key.Grant;
import dev.yinsong.common.key.Role;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
        name = "add",
        description = "Make a key and show it, once: the file keeps its hash only.",
        mixinStandardHelpOptions = true)
public final class KeysAdd implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Who will use it: what the audit log says.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            split = ",",
            description = "What it may do: upload, train, promote, speak, admin. Several with commas.")
    private String[] roles = {};

    @Option(
            names = "--voice",
            paramLabel = "VOICE",
            split = ",",
            description = "The voices that it is for; several with commas (default: all).")
    private Set<String> voices = new LinkedHashSet<>();

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "How many requests a minute are taken from it (default: the services' own limit).")
    private @Nullable Integer requestsPerMinute;

    @Mixin
    private KeyFileOption keys = new KeyFileOption();

    /** The command, writing to a terminal. */
    public KeysAdd(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var file = keys.file();
        var known = file.readOrNone();
        if (known.named(name).isPresent()) {
            throw wrong("There is a key " + name + " already. Revoke it first, or choose another name.");
        }
        if (requestsPerMinute != null && requestsPerMinute < 1) {
            throw wrong("--requests-per-minute must be at least 1, was " + requestsPerMinute + ".");
        }
        var made = known.with(name, grant(), requestsPerMinute);
        file.write(made.all());
        terminal.line(made.text().whole());
        terminal.line("This is the key of " + name + ". It is shown this once; " + file.path() + " keeps its hash.");
        terminal.line("Clients send it as \"Authorization: Bearer KEY\", ./yinsong from YINSONG_API_KEY.");
        return 0;
    }

    private Grant grant() {
        try {
            var allowed = Arrays.stream(roles).map(Role::of).collect(Collectors.toSet());
            return new Grant(allowed, voices.isEmpty() ? Set.of(Grant.EVERY_VOICE) : voices);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + ".");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }
}
