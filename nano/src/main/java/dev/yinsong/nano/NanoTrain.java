package dev.yinsong.nano;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.nano.corpus.Corpus;
import dev.yinsong.nano.corpus.Grammar;
import dev.yinsong.nano.corpus.Lexicon;
import dev.yinsong.nano.corpus.Pronunciations;
import dev.yinsong.nano.corpus.Sentences;
import dev.yinsong.nano.corpus.Teacher;
import dev.yinsong.nano.feature.Clip;
import dev.yinsong.nano.feature.Features;
import dev.yinsong.nano.feature.Listening;
import dev.yinsong.nano.flow.FlowTraining;
import dev.yinsong.nano.lm.LmTraining;
import dev.yinsong.nano.model.NanoPackage;
import dev.yinsong.nano.model.NanoSizes;
import dev.yinsong.nano.model.NanoYaml;
import dev.yinsong.nano.speaker.SpeakerTraining;
import dev.yinsong.nano.token.Graphs;
import dev.yinsong.nano.token.Spoken;
import dev.yinsong.nano.token.Tokens;
import dev.yinsong.nano.tokenizer.TokenizerTraining;
import dev.yinsong.nano.training.StageFiles;
import dev.yinsong.nano.vocoder.PitchTraining;
import dev.yinsong.nano.vocoder.VocoderTraining;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes the nano base from nothing but Debian's packages.
 *
 * <p>Every stage can be stopped at any time and goes on where it was; a finished one does nothing.
 */
public final class NanoTrain {

    private static final double GUIDE = 0.3;
    private static final int UNSPOKEN = 40_000;
    private static final long UNSPOKEN_SEED = 2;
    private static final Logger LOG = System.getLogger(NanoTrain.class.getName());

    /**
     * @param work folder of everything in between
     * @param model folder that the package stage writes
     * @param stages to run, in their order
     * @param minutes of training of each stage; what is missing takes {@link Stage#minutes()}
     * @param scale share of the corpus, 1 for the released model's
     */
    public record Settings(Path work, Path model, Set<Stage> stages, Map<Stage, Double> minutes, double scale) {

        public Settings {
            stages = Set.copyOf(stages);
            minutes = Map.copyOf(minutes);
        }

        double minutes(Stage stage) {
            return minutes.getOrDefault(stage, stage.minutes());
        }
    }

    private final Settings settings;
    private final List<Teacher> teachers;
    private final NanoSizes sizes;

    public NanoTrain(Settings settings) {
        this(settings, Teacher.all(settings.scale()), NanoSizes.released());
    }

    NanoTrain(Settings settings, List<Teacher> teachers, NanoSizes sizes) {
        this.settings = settings;
        this.sizes = sizes;
        this.teachers = List.copyOf(teachers);
    }

    /** Runs the chosen stages. */
    public void run() throws IOException {
        for (Stage stage : Stage.values()) {
            if (settings.stages().contains(stage)) {
                LOG.log(Level.INFO, "stage {0}", stage);
                run(stage);
            }
        }
    }

    private void run(Stage stage) throws IOException {
        switch (stage) {
            case CORPUS -> corpus().make(new Grammar(Lexicon.installed()), teachers);
            case FEATURES -> features().make(corpus(), teachers);
            case TOKENIZER ->
                new TokenizerTraining(folder("tokenizer"), listening(Teacher::english))
                        .run(TokenizerTraining.plan(settings.minutes(stage)));
            case SPEAKER ->
                new SpeakerTraining(folder("speaker"), speakers(false), speakers(true))
                        .run(SpeakerTraining.plan(settings.minutes(stage)));
            case TOKENS -> tokens();
            case LM ->
                new LmTraining(folder("lm"), spoken(), unspoken(), dictionary(), sizes, config().llm(), GUIDE)
                        .run(LmTraining.plan(settings.minutes(stage)));
            case FLOW ->
                new FlowTraining(folder("flow"), spoken(), spoken(t -> !t.fluent() && !t.stranger()), sizes, config())
                        .run(FlowTraining.plan(settings.minutes(stage)));
            case VOCODER ->
                new VocoderTraining(folder("vocoder"), listening(teacher -> true), sizes, config().hift())
                        .run(VocoderTraining.plan(settings.minutes(stage)));
            case PITCH ->
                new PitchTraining(
                                folder("pitch"),
                                listening(teacher -> true),
                                sizes,
                                config().hift(),
                                StageFiles.weights(folder("vocoder")))
                        .run(PitchTraining.plan(settings.minutes(stage)));
            case PACKAGE -> model().write(sizes, settings.model());
        }
    }

    private void tokens() throws IOException {
        try (var graphs =
                new Graphs(TokenizerTraining.graph(folder("tokenizer")), SpeakerTraining.graph(folder("speaker")))) {
            for (Teacher teacher : teachers.stream().filter(t -> !t.stranger()).toList()) {
                new Tokens(folder("tokens")).make(teacher.name(), features().read(teacher.name()), graphs);
            }
        }
    }

    /** What the fluent voices said, with its tokens. */
    private List<Spoken> spoken() {
        return spoken(Teacher::fluent);
    }

    private List<Spoken> spoken(Predicate<Teacher> who) {
        var spoken = new ArrayList<Spoken>();
        teachers.stream()
                .filter(who)
                .forEach(t -> spoken.addAll(
                        new Tokens(folder("tokens")).read(t.name(), features().read(t.name()))));
        return spoken;
    }

    /** Sentences for the language model to read without having heard them, where Debian's word lists are installed. */
    private List<String> unspoken() throws IOException {
        return Pronunciations.areInstalled()
                ? Sentences.make(
                        new Grammar(Lexicon.installed()), UNSPOKEN_SEED, (int) (UNSPOKEN * settings.scale()), Set.of())
                : List.of();
    }

    private static Pronunciations dictionary() throws IOException {
        return Pronunciations.areInstalled() ? Pronunciations.installed() : new Pronunciations(Map.of());
    }

    private CosyVoiceConfig config() throws IOException {
        return NanoYaml.write(sizes, Files.createDirectories(settings.work()).resolve("cosyvoice.yaml"));
    }

    private Corpus corpus() {
        return new Corpus(folder("corpus"));
    }

    private Features features() {
        return new Features(folder("features"));
    }

    private NanoPackage model() {
        var voices = new HashMap<String, float[]>();
        spoken().stream()
                .filter(s -> teachers.stream()
                        .anyMatch(t -> t.base() && t.name().equals(s.clip().voice())))
                .forEach(s -> voices.put(s.clip().voice(), s.voice()));
        return new NanoPackage(
                StageFiles.weights(folder("lm")),
                StageFiles.weights(folder("flow")),
                StageFiles.weights(folder("vocoder")),
                StageFiles.weights(folder("pitch")),
                TokenizerTraining.graph(folder("tokenizer")),
                SpeakerTraining.graph(folder("speaker")),
                voices);
    }

    private Listening listening(Predicate<Teacher> whom) {
        var clips = new LinkedHashMap<Teacher, List<Clip>>();
        teachers.stream().filter(whom).forEach(t -> clips.put(t, features().read(t.name())));
        return Listening.of(clips);
    }

    /** Clips by timbre, without the strangers. */
    private Map<String, List<Clip>> speakers(boolean strangers) {
        var speakers = new LinkedHashMap<String, List<Clip>>();
        teachers.stream()
                .filter(t -> t.stranger() == strangers)
                .forEach(t -> speakers.put(t.name(), features().read(t.name())));
        return speakers;
    }

    private Path folder(String name) {
        return settings.work().resolve(name);
    }
}
