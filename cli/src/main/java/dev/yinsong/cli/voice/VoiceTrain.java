package dev.yinsong.cli.voice;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.cli.run.RunWatch;
import dev.yinsong.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Orders a training run. */
@Command(
        name = "train",
        description = "Train a voice now, whatever its policy says. What is not given is as the base model advises.",
        mixinStandardHelpOptions = true)
public final class VoiceTrain implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Option(names = "--mode", paramLabel = "MODE", description = "joint, llm_only or flow_only.")
    private @Nullable String mode;

    @Option(names = "--epochs", paramLabel = "N", description = "The most passes over the clips.")
    private @Nullable Integer epochs;

    @Option(names = "--seed", paramLabel = "N", description = "Where every random choice begins.")
    private @Nullable Long seed;

    @Option(names = "--rate", paramLabel = "X", description = "The highest learning rate, such as 2e-4.")
    private @Nullable Double rate;

    @Option(names = "--llm-rank", paramLabel = "R", description = "LoRA's rank for the language model.")
    private @Nullable Integer llmRank;

    @Option(names = "--flow-rank", paramLabel = "R", description = "LoRA's rank for the flow.")
    private @Nullable Integer flowRank;

    @Option(names = "--llm-threshold", paramLabel = "NATS", description = "The LLM stops at this loss a token.")
    private @Nullable Double llmThreshold;

    @Option(names = "--flow-threshold", paramLabel = "MSE", description = "The flow stops at this loss.")
    private @Nullable Double flowThreshold;

    @Option(names = "--frame-budget", paramLabel = "N", description = "Mel frames that the flow sees at once.")
    private @Nullable Integer frameBudget;

    @Option(names = "--keep-best", paramLabel = "N", description = "How many states the gate may try.")
    private @Nullable Integer keepBest;

    @Option(
            names = "--augment",
            paramLabel = "KIND=X",
            split = ",",
            description = "What is done to the clips that the flow learns from: timeMask, frequencyMask, gainDecibels, "
                    + "stretch, noise, and how often (probability); such as gainDecibels=3,stretch=0.05.")
    private @Nullable Map<String, Double> augmentation;

    @Option(names = "--follow", description = "Show the run as it goes on; exit status 0 if it is published.")
    private boolean follow;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public VoiceTrain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var trainer = addresses.trainer();
        var run = trainer.order(voice, overrides());
        terminal.line("Run " + run.id() + " (" + run.mode() + ") waits for a trainer.");
        return follow ? follow(trainer, run.id()) : 0;
    }

    private int follow(TrainerClient trainer, String id) throws InterruptedException {
        var watch = new RunWatch(terminal);
        var ended = watch.follow(trainer, id);
        watch.draw();
        terminal.line("Run " + id + " is " + ended.state() + ": " + ended.reason());
        return ended.state().equals("published") ? 0 : 1;
    }

    private Map<String, Object> overrides() {
        var wanted = new LinkedHashMap<String, @Nullable Object>();
        wanted.put("mode", mode);
        wanted.put("epochs", epochs);
        wanted.put("seed", seed);
        wanted.put("learningRate", rate);
        wanted.put("llmRank", llmRank);
        wanted.put("flowRank", flowRank);
        wanted.put("llmThreshold", llmThreshold);
        wanted.put("flowThreshold", flowThreshold);
        wanted.put("frameBudget", frameBudget);
        wanted.put("keepBest", keepBest);
        wanted.put("augmentation", augmentation);
        var given = new LinkedHashMap<String, Object>();
        wanted.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }
}
