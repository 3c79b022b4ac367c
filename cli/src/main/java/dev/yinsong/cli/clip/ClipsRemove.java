package dev.yinsong.cli.clip;

import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a clip. */
@Command(name = "rm", description = "Delete a clip and all that is stored of it.", mixinStandardHelpOptions = true)
public final class ClipsRemove implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ChosenClip chosen = new ChosenClip();

    /** The command, writing to a terminal. */
    public ClipsRemove(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var id = chosen.id();
        chosen.ingest().delete(chosen.voice(), id);
        terminal.line("Deleted clip " + id + ".");
        return 0;
    }
}
