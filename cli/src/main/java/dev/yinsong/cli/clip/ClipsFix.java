package dev.yinsong.cli.clip;

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

    @Mixin
    private ChosenClip chosen = new ChosenClip();

    @Parameters(index = "2", paramLabel = "TEXT", description = "What is really spoken.")
    private String text = "";

    /** The command, writing to a terminal. */
    public ClipsFix(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var fixed = chosen.ingest().correct(chosen.voice(), chosen.id(), text);
        terminal.line(ClipIds.shortened(fixed.id()) + " is " + fixed.state() + ": " + fixed.text());
        return 0;
    }
}
