package dev.yinsong.cli.key;

import dev.yinsong.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** Keys of the services. */
@Command(
        name = "keys",
        description = "API keys: who may call the services. They are given the key file by yinsong.access.key-file, "
                + "and look at it again by themselves.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Keys extends CommandGroup {}
