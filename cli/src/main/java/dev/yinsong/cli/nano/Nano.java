package dev.yinsong.cli.nano;

import dev.yinsong.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** The embedded base model. */
@Command(
        name = "nano",
        description = "The embedded base model.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Nano extends CommandGroup {}
