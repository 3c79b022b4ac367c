package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Corrects what a clip says. */
@Command(
        name = "fix",
        description = "Correct a clip's text. Its features are computed anew, and a quarantine is lifted.",
        mixinStandardHelpOptions = true)
public final class ClipsFix implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "CLIP", description = "The clip's id, or as much of its start as is enough.")
    private String clip = "";

    @Parameters(index = "2", paramLabel = "TEXT", description = "What is really spoken.")
    private String text = "";

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public ClipsFix(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var ingest = addresses.ingest();
        var fixed = ingest.correct(voice, ClipIds.whole(ingest, voice, clip), text);
        terminal.line(ClipIds.shortened(fixed.id()) + " is " + fixed.state() + ": " + fixed.text());
        return 0;
    }
}
