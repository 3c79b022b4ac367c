package dev.yinsong.cli.speech;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes a voice. */
@Command(
        name = "rm",
        description = "Delete a voice, its clips, and all that is stored of them; it stops speaking.",
        mixinStandardHelpOptions = true)
public final class VoicesRemove implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public VoicesRemove(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        addresses.ingest().delete(voice);
        terminal.line("Deleted voice " + voice + " with its clips.");
        return 0;
    }
}
