package dev.yinsong.nano.lm;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.lm.LmBatch;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.nano.corpus.Pronunciations;
import dev.yinsong.nano.model.NanoSizes;
import dev.yinsong.nano.token.Spoken;
import dev.yinsong.nano.training.Narrow;
import dev.yinsong.nano.training.Parameters;
import dev.yinsong.nano.training.Plan;
import dev.yinsong.nano.training.StageFiles;
import dev.yinsong.nano.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trains the language model on the corpus. Writes {@code weights.safetensors} into its folder.
 *
 * <p>What it is taught beside the next token: where in the text it is ({@link LetterGuide}), what letters stand for
 * ({@link ReadingLesson}), to go on after another sentence, and to keep its place when it heard itself say something
 * wrong, or twice. A model that only ever heard single sentences said rightly loses its place once it is in another one,
 * and never ends.
 */
public final class LmTraining {

    private static final int FIRST_POSITIONS = 600, LAST_POSITIONS = 2000; // of a batch, padding included
    private static final int SHORT = 150; // tokens; longer clips come later
    private static final double SHORT_SHARE = 0.2;
    private static final double PAIRS = 0.25; // of the later batches
    private static final double STUTTERS = 0.25; // of the utterances
    private static final double MISHEARD = 0.1; // of the tokens in every other batch

    private final Path folder;
    private final double guide;
    private final ReadingLesson lesson;
    private final Utterances train;
    private final Utterances shortOnes;
    private final List<Utterance> heldOut;
    private final Parameters parameters;
    private final dev.yinsong.cosyvoice.nn.Parameters weights;
    private final LlmConfig config;

    /**
     * @param unspoken more sentences to learn to read, or none
     * @param pronunciations of their words
     * @param guide weight of the attention's loss and of the reading lesson's, 0.3 for the released model
     */
    public LmTraining(
            Path folder,
            List<Spoken> clips,
            List<String> unspoken,
            Pronunciations pronunciations,
            NanoSizes sizes,
            LlmConfig config,
            double guide)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.guide = guide;
        var learned = clips.parallelStream()
                .filter(s -> !s.clip().heldOut())
                .map(Utterance::of)
                .toList();
        this.train = new Utterances(learned);
        this.shortOnes = new Utterances(
                learned.stream().filter(u -> u.tokens().length < SHORT).toList());
        this.heldOut = clips.stream()
                .filter(s -> s.clip().heldOut())
                .sorted(Comparator.comparingInt(s -> s.clip().text().hashCode()))
                .limit(64)
                .map(Utterance::of)
                .sorted(Comparator.comparingInt(Utterance::positions))
                .toList();
        this.parameters = sizes.lm(3);
        this.lesson = new ReadingLesson(parameters, sizes.lmWidth(), ReadingLesson.readings(unspoken, pronunciations));
        // Nano learns for too short a time to learn by heart, so nothing is dropped.
        this.weights =
                dev.yinsong.cosyvoice.nn.Parameters.trainable(parameters.all()).withoutDropout();
        this.config = config;
    }

    /** How this stage is trained for so many minutes. */
    public static Plan plan(double minutes) {
        return new Plan(2e-3, 0.9, 0.98, 0.01, 150, 1, minutes);
    }

    /** Trains up to the end of the plan and writes the weights. */
    public void run(Plan plan) throws IOException {
        try (parameters) {
            new Trainer("lm", StageFiles.state(folder), parameters, plan).run(this::loss, this::measure);
            SafeTensors.write(
                    StageFiles.weights(folder),
                    parameters.entries().stream()
                            .filter(entry -> !ReadingLesson.owns(entry.name()))
                            .toList(),
                    Map.of());
        }
    }

    private Tensor loss(RandomGenerator random, double share, Map<String, Double> figures) {
        double misheard = random.nextBoolean() ? MISHEARD : 0;
        var utterances = draw(random, share).stream()
                .map(u -> random.nextDouble() < STUTTERS ? u.stuttering(random) : u)
                .map(u -> u.misheard(misheard, random))
                .toList();
        var items = utterances.stream().map(u -> u.item(random)).toList();
        var lm = new SpeechLm(weights.cast(Narrow.type()).weights(), config);
        var batch = toldRightly(lm.batch(items), utterances);
        var guided = new LetterGuide();
        var result = lm.loss(batch, guided);
        var led = guided.loss(utterances, batch.input().size(1));
        figures.put("nats", (double) result.loss().item());
        figures.put("led", (double) led.item());
        var readings = utterances.stream().map(Utterance::reading).toList();
        return result.loss().add(led, guide).add(lesson.loss(lm, readings, random, figures), guide);
    }

    private List<Utterance> draw(RandomGenerator random, double share) {
        // Small batches first: many steps while each teaches much.
        int positions = FIRST_POSITIONS + (int) (share * (LAST_POSITIONS - FIRST_POSITIONS));
        if (share < SHORT_SHARE && !shortOnes.isEmpty()) {
            return shortOnes.draw(positions, random);
        }
        return random.nextDouble() < PAIRS ? train.drawPairs(positions, random) : train.draw(positions, random);
    }

    /** Whatever was heard, what follows is what was really said. */
    private static LmBatch toldRightly(LmBatch heard, List<Utterance> utterances) {
        long[] targets = heard.targets().clone();
        int length = heard.input().size(1);
        for (int row = 0; row < utterances.size(); row++) {
            var utterance = utterances.get(row);
            int task = row * length + 2 + utterance.letters();
            for (int t = 0; t < utterance.tokens().length; t++) {
                targets[task + t] = utterance.tokens()[t];
            }
        }
        return new LmBatch(heard.input(), heard.lengths(), targets);
    }

    /** Cross-entropy of unheard sentences with their own text, and with that of another one. */
    private String measure() {
        return "nats %.3f, with another's text %.3f".formatted(heldOut(0), heldOut(1));
    }

    private double heldOut(int shift) {
        var lm = new SpeechLm(weights.weights(), config);
        double sum = 0;
        int tokens = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            try (var scope = Scope.open()) {
                var speech = heldOut.get(i);
                var text = heldOut.get((i + shift) % heldOut.size());
                var loss = lm.loss(List.of(speech.saying(text))).loss();
                sum += loss.item() * (speech.tokens().length + 1);
                tokens += speech.tokens().length + 1;
            }
        }
        return sum / tokens;
    }
}
