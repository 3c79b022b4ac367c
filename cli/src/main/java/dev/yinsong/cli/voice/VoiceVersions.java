package dev.yinsong.cli.voice;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists a voice's versions. */
@Command(
        name = "versions",
        description = "List a voice's versions, newest first, and what the gate found.",
        mixinStandardHelpOptions = true)
public final class VoiceVersions implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public VoiceVersions(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var versions = addresses.trainer().versions(voice);
        if (versions.isEmpty()) {
            addresses.ingest().require(voice);
            terminal.line("No version yet. Train one with: ./yinsong voice train " + voice);
            return 0;
        }
        var table = new Table("VERSION", "STATE", "MADE", "SIMILARITY", "BASE'S", "RUN", "GATE");
        for (var version : versions) {
            table.row(
                    Integer.toString(version.number()),
                    version.state(),
                    version.madeAt(),
                    cosine(version.tunedSimilarity()),
                    cosine(version.baseSimilarity()),
                    version.run(),
                    version.failedChecks().isEmpty() ? "passed" : String.join("; ", version.failedChecks()));
        }
        table.print(terminal);
        return 0;
    }

    private static String cosine(double similarity) {
        return Double.isNaN(similarity) ? "-" : String.format(Locale.ROOT, "%.3f", similarity);
    }
}
