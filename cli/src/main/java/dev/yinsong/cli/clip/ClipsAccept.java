package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a clip out of quarantine as it is. */
@Command(
        name = "accept",
        description = "Say that a clip's text is right: it is trained on, whatever speaks against it.",
        mixinStandardHelpOptions = true)
public final class ClipsAccept implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "CLIP", description = "The clip's id, or as much of its start as is enough.")
    private String clip = "";

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public ClipsAccept(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var ingest = addresses.ingest();
        var accepted = ingest.accept(voice, ClipIds.whole(ingest, voice, clip));
        terminal.line(ClipIds.shortened(accepted.id()) + " is " + accepted.state() + ": " + accepted.text());
        return 0;
    }
}
