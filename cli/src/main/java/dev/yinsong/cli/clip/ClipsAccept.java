package dev.yinsong.cli.clip;

import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a clip out of quarantine as it is. */
@Command(
        name = "accept",
        description = "Say that a clip's text is right: it is trained on, whatever speaks against it.",
        mixinStandardHelpOptions = true)
public final class ClipsAccept implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ChosenClip chosen = new ChosenClip();

    /** The command, writing to a terminal. */
    public ClipsAccept(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var accepted = chosen.ingest().accept(chosen.voice(), chosen.id());
        terminal.line(ClipIds.shortened(accepted.id()) + " is " + accepted.state() + ": " + accepted.text());
        return 0;
    }
}
