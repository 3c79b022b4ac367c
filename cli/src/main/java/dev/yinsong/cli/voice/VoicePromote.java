package dev.yinsong.cli.voice;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets another version of a voice speak. */
@Command(
        name = "promote",
        description = "Let another version of a voice speak from now on; an older one rolls back.",
        mixinStandardHelpOptions = true)
public final class VoicePromote implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE@N", description = "The version, such as anna@2.")
    private String name = "";

    @Option(names = "--despite-gate", description = "Also a version that the gate refused.")
    private boolean despiteGate;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public VoicePromote(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var version = VersionName.of(name);
        if (version.number().isEmpty()) {
            terminal.line("Say which version, such as " + name + "@1. See: ./yinsong voice versions " + name);
            return 2;
        }
        addresses.trainer().promote(version.voice(), version.number().getAsInt(), despiteGate);
        terminal.line(
                version.voice() + " speaks with version " + version.number().getAsInt() + " from now on.");
        return 0;
    }
}
