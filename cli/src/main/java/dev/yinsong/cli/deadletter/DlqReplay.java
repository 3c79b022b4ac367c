package dev.yinsong.cli.deadletter;

import dev.yinsong.cli.terminal.Terminal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters again. */
@Command(
        name = "replay",
        description = "Send dead letters again to where they came from, once what was wrong is mended. A consumer that "
                + "still can't use one sends it back here.",
        mixinStandardHelpOptions = true)
public final class DlqReplay implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "As dlq list says them, such as clips:0:17.")
    private Set<String> ids = new LinkedHashSet<>();

    @Option(names = "--all", description = "All that were not sent again yet.")
    private boolean all;

    @Mixin
    private Broker broker = new Broker();

    /** The command, writing to a terminal. */
    public DlqReplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (all == !ids.isEmpty()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "Say which: one or more IDs, or --all.");
        }
        var letters = new DeadLetters(broker.settings());
        var chosen = letters.all().stream()
                .filter(letter -> all ? !letter.replayed() : ids.contains(letter.id()))
                .toList();
        var missing = missing(chosen);
        if (!missing.isEmpty()) {
            terminal.line("There is no dead letter " + String.join(", ", missing) + ". Nothing was sent.");
            return 1;
        }
        letters.replay(chosen);
        chosen.forEach(letter -> terminal.line("sent again  " + letter.id() + " to " + letter.origin()));
        terminal.line(chosen.isEmpty() ? "No dead letters." : chosen.size() + " sent again.");
        return 0;
    }

    private Set<String> missing(List<DeadLetter> chosen) {
        var found = chosen.stream().map(DeadLetter::id).collect(Collectors.toSet());
        return ids.stream().filter(id -> !found.contains(id)).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
