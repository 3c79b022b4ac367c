package dev.yinsong.cli.clip;

import dev.yinsong.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** Clips of a voice. */
@Command(
        name = "clips",
        description = "Clips of a voice.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Clips extends CommandGroup {}
