package dev.yinsong.cli.key;

import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a key away. */
@Command(
        name = "revoke",
        description = "Take a key away; services refuse it as soon as they look at the file again.",
        mixinStandardHelpOptions = true)
public final class KeysRevoke implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "NAME", description = "The key's name.")
    private String name = "";

    @Mixin
    private KeyFileOption keys = new KeyFileOption();

    /** The command, writing to a terminal. */
    public KeysRevoke(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var file = keys.file();
        var known = file.read();
        if (known.named(name).isEmpty()) {
            terminal.line("There is no key " + name + " in " + file.path() + ".");
            return 1;
        }
        file.write(known.without(name));
        terminal.line("The key " + name + " is revoked.");
        return 0;
    }
}
