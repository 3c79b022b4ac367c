package dev.yinsong.cli.voice;

import dev.yinsong.cli.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** What can be done with one voice. The command itself only explains. */
@Command(
        name = "voice",
        description = "Train a voice, list, promote, export and import its versions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class VoiceCommand extends CommandGroup {}
