package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes a clip. */
@Command(name = "rm", description = "Delete a clip and all that is stored of it.", mixinStandardHelpOptions = true)
public final class ClipsRemove implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Parameters(index = "1", paramLabel = "CLIP", description = "The clip's id, or as much of its start as is enough.")
    private String clip = "";

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public ClipsRemove(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var ingest = addresses.ingest();
        var id = ClipIds.whole(ingest, voice, clip);
        ingest.delete(voice, id);
        terminal.line("Deleted clip " + id + ".");
        return 0;
    }
}
