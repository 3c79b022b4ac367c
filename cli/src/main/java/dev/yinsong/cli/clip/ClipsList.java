package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists a voice's clips. */
@Command(name = "list", description = "List a voice's clips, oldest first.", mixinStandardHelpOptions = true)
public final class ClipsList implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Option(names = "--quarantined", description = "Only those whose text is in doubt.")
    private boolean quarantined;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public ClipsList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var clips = addresses.ingest().clips(voice).stream()
                .filter(clip -> !quarantined || clip.state().equals("quarantined"))
                .toList();
        var table = new Table("CLIP", "SPEECH", "STATE", "QUALITY", "TEXT");
        for (var clip : clips) {
            table.row(
                    ClipIds.shortened(clip.id()),
                    String.format(Locale.ROOT, "%.1f s", clip.seconds()),
                    clip.state(),
                    clip.verdict().toLowerCase(Locale.ROOT),
                    clip.text());
        }
        table.print(terminal);
        return 0;
    }
}
