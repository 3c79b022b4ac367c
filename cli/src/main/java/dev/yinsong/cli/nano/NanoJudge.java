package dev.yinsong.cli.nano;

import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.nano.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells how well a base model can be understood. */
@Command(
        name = "judge",
        description = "Tell how well a base model can be understood: word errors of pocketsphinx (see bench/voice).",
        mixinStandardHelpOptions = true)
public final class NanoJudge implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "DIR", description = "The model to judge (default: models/nano).")
    private @Nullable Path model;

    @Option(
            names = "--sentences",
            paramLabel = "FILE",
            description = "What is said, a sentence a line (default: bench/voice/sentences.txt).")
    private @Nullable Path sentences;

    @Option(
            names = "--people",
            paramLabel = "DIR",
            description =
                    "A person's recordings with their texts: what tokens mean in an unheard mouth, and a voice of it.")
    private List<Path> people = List.of();

    @Option(
            names = "--clips",
            paramLabel = "DIR",
            description = "Clips of the unheard voice awb, of which a voice is trained (default: samples).")
    private @Nullable Path clips;

    @Option(
            names = "--parts",
            split = ",",
            paramLabel = "PART",
            description = "What is judged: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Judge.Part> parts = EnumSet.allOf(Judge.Part.class);

    @Option(names = "--out", paramLabel = "DIR", description = "Gets all sounds (default: .yinsong/judge).")
    private @Nullable Path folder;

    /** The command, writing to a terminal. */
    public NanoJudge(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var judge = new Judge(
                ModelDirectory.open(model == null ? Project.nano() : model),
                folder == null ? Project.root().resolve(".yinsong/judge") : folder,
                sentences(sentences == null ? Project.root().resolve("bench/voice/sentences.txt") : sentences),
                line -> terminal.line("%s", line));
        var samples = clips == null ? Project.root().resolve("samples") : clips;
        for (var part : parts) {
            switch (part) {
                case SPEECH -> judge.speech();
                case ENDS -> judge.ends(samples);
                case TOKENS -> judge.tokens(people);
                case VOICES -> judge.voices(samples, people);
            }
        }
        return 0;
    }

    private static List<String> sentences(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
        }
    }
}
