package dev.yinsong.cli;

import dev.yinsong.cli.bench.BenchCommand;
import dev.yinsong.cli.clip.Clips;
import dev.yinsong.cli.clip.ClipsAccept;
import dev.yinsong.cli.clip.ClipsAdd;
import dev.yinsong.cli.clip.ClipsFix;
import dev.yinsong.cli.clip.ClipsList;
import dev.yinsong.cli.clip.ClipsRemove;
import dev.yinsong.cli.clip.ClipsShow;
import dev.yinsong.cli.deadletter.Dlq;
import dev.yinsong.cli.deadletter.DlqList;
import dev.yinsong.cli.deadletter.DlqReplay;
import dev.yinsong.cli.deadletter.DlqShow;
import dev.yinsong.cli.demo.Demo;
import dev.yinsong.cli.doctor.Doctor;
import dev.yinsong.cli.key.Keys;
import dev.yinsong.cli.key.KeysAdd;
import dev.yinsong.cli.key.KeysList;
import dev.yinsong.cli.key.KeysRevoke;
import dev.yinsong.cli.nano.Nano;
import dev.yinsong.cli.nano.NanoJudge;
import dev.yinsong.cli.nano.NanoSamples;
import dev.yinsong.cli.nano.NanoTraining;
import dev.yinsong.cli.project.Logs;
import dev.yinsong.cli.run.Runs;
import dev.yinsong.cli.speech.Say;
import dev.yinsong.cli.speech.Voices;
import dev.yinsong.cli.speech.VoicesCreate;
import dev.yinsong.cli.speech.VoicesRemove;
import dev.yinsong.cli.stack.Up;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.cli.voice.VoiceCommand;
import dev.yinsong.cli.voice.VoiceExport;
import dev.yinsong.cli.voice.VoiceImport;
import dev.yinsong.cli.voice.VoicePromote;
import dev.yinsong.cli.voice.VoiceTrain;
import dev.yinsong.cli.voice.VoiceVersions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code yinsong} command. Exit status 0 for success, 1 for failure, 2 for a wrong call. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Logs.quiet();
        System.exit(commandLine(Terminal.standard()).execute(arguments));
    }

    /** The whole command line, writing to a terminal. */
    static CommandLine commandLine(Terminal terminal) {
        var commands = new CommandLine(new Yinsong())
                .addSubcommand(new Up(terminal))
                .addSubcommand(new Demo(terminal))
                .addSubcommand(new CommandLine(new Clips())
                        .addSubcommand(new ClipsAdd(terminal))
                        .addSubcommand(new ClipsList(terminal))
                        .addSubcommand(new ClipsShow(terminal))
                        .addSubcommand(new ClipsFix(terminal))
                        .addSubcommand(new ClipsAccept(terminal))
                        .addSubcommand(new ClipsRemove(terminal)))
                .addSubcommand(new Say(terminal))
                .addSubcommand(new CommandLine(new Voices(terminal))
                        .addSubcommand("list", new Voices(terminal))
                        .addSubcommand(new VoicesCreate(terminal))
                        .addSubcommand(new VoicesRemove(terminal)))
                .addSubcommand(new Runs(terminal))
                .addSubcommand(new CommandLine(new VoiceCommand())
                        .addSubcommand(new VoiceTrain(terminal))
                        .addSubcommand(new VoiceVersions(terminal))
                        .addSubcommand(new VoicePromote(terminal))
                        .addSubcommand(new VoiceExport(terminal))
                        .addSubcommand(new VoiceImport(terminal))
                        .setCaseInsensitiveEnumValuesAllowed(true))
                .addSubcommand(new CommandLine(new Keys())
                        .addSubcommand(new KeysAdd(terminal))
                        .addSubcommand(new KeysList(terminal))
                        .addSubcommand(new KeysRevoke(terminal)))
                .addSubcommand(new CommandLine(new Dlq())
                        .addSubcommand(new DlqList(terminal))
                        .addSubcommand(new DlqShow(terminal))
                        .addSubcommand(new DlqReplay(terminal)))
                .addSubcommand(new Doctor(terminal))
                .addSubcommand(new BenchCommand(terminal))
                .addSubcommand(new CommandLine(new Nano())
                        .addSubcommand(new NanoTraining(terminal))
                        .addSubcommand(new NanoJudge(terminal))
                        .addSubcommand(new NanoSamples(terminal)));
        return commands.setExecutionExceptionHandler(new Failure()).setUsageHelpAutoWidth(true);
    }

    /** The command itself only explains. */
    @Command(
            name = "yinsong",
            description = "Clips of a speaker in, a voice that speaks any text out.",
            mixinStandardHelpOptions = true,
            version = "yinsong 0.1.0",
            footer = {
                "",
                "Also: ./yinsong test (every test), ./yinsong build (only build).",
                "Start with: ./yinsong demo"
            })
    static final class Yinsong implements Runnable {

        @CommandLine.Spec
        CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public void run() {
            Objects.requireNonNull(spec).commandLine().usage(System.out);
        }
    }
}
