package dev.yinsong.cli.clip;

import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one clip with all that was measured of it. */
@Command(
        name = "show",
        description = "Show a clip: its text, its state, and what was measured of its recording.",
        mixinStandardHelpOptions = true)
public final class ClipsShow implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ChosenClip chosen = new ChosenClip();

    /** The command, writing to a terminal. */
    public ClipsShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var found = chosen.ingest().clip(chosen.voice(), chosen.id());
        terminal.line("%s  %s, %.1f s", found.id(), found.state(), found.seconds());
        terminal.line(found.text());
        if (!found.doubt().isEmpty()) {
            terminal.line("In doubt: " + found.doubt());
        }
        var table = new Table("MEASURED", "VALUE", "VERDICT", "ADVICE");
        for (var measured : found.measurements()) {
            table.row(
                    measured.name(),
                    (String.format(Locale.ROOT, "%.4g ", measured.value()) + measured.unit()).strip(),
                    measured.verdict().toLowerCase(Locale.ROOT),
                    measured.advice());
        }
        table.print(terminal);
        return 0;
    }
}
