package dev.yinsong.cli.deadletter;

import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(name = "list", description = "List dead letters that were not sent again.", mixinStandardHelpOptions = true)
public final class DlqList implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--all", description = "Also those that were sent again.")
    private boolean all;

    @Mixin
    private Broker broker = new Broker();

    /** The command, writing to a terminal. */
    public DlqList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var letters = new DeadLetters(broker.settings())
                .all().stream().filter(letter -> all || !letter.replayed()).toList();
        if (letters.isEmpty()) {
            terminal.line("No dead letters.");
            return 0;
        }
        var table = new Table("ID", "SINCE", "VOICE", "EVENT", "REASON");
        for (var letter : letters) {
            table.row(
                    letter.id(),
                    letter.at().toString(),
                    letter.voice(),
                    letter.event(),
                    (letter.replayed() ? "(sent again) " : "") + letter.reason());
        }
        table.print(terminal);
        return 0;
    }
}
