package dev.yinsong.cli.key;

import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.key.ApiKey;
import dev.yinsong.common.key.Role;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists keys. */
@Command(name = "list", description = "List the keys that are good.", mixinStandardHelpOptions = true)
public final class KeysList implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private KeyFileOption keys = new KeyFileOption();

    /** The command, writing to a terminal. */
    public KeysList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var file = keys.file();
        var known = file.readOrNone();
        if (known.keys().isEmpty()) {
            terminal.line("No keys in " + file.path() + ". Make one with: ./yinsong keys add NAME --role ROLE");
            return 0;
        }
        var table = new Table("NAME", "ROLES", "VOICES", "REQUESTS", "MADE");
        known.keys()
                .forEach(key -> table.row(
                        key.name(),
                        roles(key),
                        voices(key),
                        requests(key),
                        key.createdAt().toString()));
        table.print(terminal);
        return 0;
    }

    private static String roles(ApiKey key) {
        return key.roles().stream().sorted().map(Role::label).collect(Collectors.joining(","));
    }

    private static String voices(ApiKey key) {
        return key.grant().everyVoice() ? "all" : key.voices().stream().sorted().collect(Collectors.joining(","));
    }

    private static String requests(ApiKey key) {
        return key.requestsPerMinute() == null ? "the services' limit" : key.requestsPerMinute() + " a minute";
    }
}
