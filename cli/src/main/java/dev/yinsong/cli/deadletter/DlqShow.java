package dev.yinsong.cli.deadletter;

import dev.yinsong.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a dead letter. */
@Command(name = "show", description = "Show one dead letter whole.", mixinStandardHelpOptions = true)
public final class DlqShow implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "ID", description = "As dlq list says it, such as clips:0:17.")
    private String id = "";

    @Mixin
    private Broker broker = new Broker();

    /** The command, writing to a terminal. */
    public DlqShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var found = new DeadLetters(broker.settings())
                .all().stream().filter(letter -> letter.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            terminal.line("There is no dead letter " + id + ".");
            return 1;
        }
        show(found.get());
        return 0;
    }

    private void show(DeadLetter letter) {
        terminal.line("from      " + letter.origin() + (letter.replayed() ? ", sent there again" : ""));
        terminal.line("since     " + letter.at());
        terminal.line("key       " + letter.voice());
        terminal.line("reason    " + letter.reason());
        for (var header : letter.message().headers()) {
            var value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            terminal.line("header    " + header.key() + ": " + value);
        }
        terminal.line(letter.body());
    }
}
