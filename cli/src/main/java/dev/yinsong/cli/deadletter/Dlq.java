package dev.yinsong.cli.deadletter;

import dev.yinsong.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** Dead letters. */
@Command(
        name = "dlq",
        description = "Dead letters: messages that a service could not use, with the reason.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Dlq extends CommandGroup {}
