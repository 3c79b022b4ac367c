package dev.yinsong.cli.speech;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a voice. */
@Command(
        name = "create",
        description = "Make a voice. Cloning one asks for its speaker's consent: write it down with --consent.",
        mixinStandardHelpOptions = true)
public final class VoicesCreate implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "Its name: lower-case letters, digits and hyphens.")
    private String voice = "";

    @Option(names = "--language", defaultValue = "en", description = "Of its clips (default: ${DEFAULT-VALUE}).")
    private String language = "";

    @Option(names = "--title", paramLabel = "TEXT", description = "What people call it.")
    private @Nullable String title;

    @Option(
            names = "--consent",
            paramLabel = "TEXT",
            description = "What the speaker agreed to, in the speaker's words.")
    private @Nullable String consent;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public VoicesCreate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var made = addresses.ingest().create(voice, language, Optional.ofNullable(title), Optional.ofNullable(consent));
        terminal.line("Created voice " + made.id() + " (language " + made.language() + ").");
        if (consent == null) {
            terminal.line("No consent of the speaker is on record: see --consent.");
        }
        return 0;
    }
}
