package dev.yinsong.nano.lm;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.lm.LmBatch;
import dev.yinsong.cosyvoice.lm.LmItem;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.nn.AttentionObserver;
import dev.yinsong.cosyvoice.tensor.DType;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Trains the language model on the corpus.
 *
 * <p>Left alone it learns to babble and takes hours to notice the text. So one head of the second to the fourth layer
 * is led: the loss has -log of the attention that lies around the letter which is being spoken. Writes
 * {@code weights.safetensors} into its folder.
 */
public final class LmTraining {

    private static final int FIRST_POSITIONS = 600, LAST_POSITIONS = 2000; // of a batch, padding included
    private static final int NEIGHBOURS = 96; // clips of like length from which a batch is drawn
    private static final int SHORT = 150; // tokens; longer clips come later
    private static final double SHORT_SHARE = 0.2;
    private static final int FIRST_LED = 1, LAST_LED = 3; // layers
    private static final double WIDTH = 0.8; // letters

    private final Path folder;
    private final double guide;
    private final ReadingLesson lesson;
    private final List<Spoken> train;
    private final List<Spoken> shortOnes;
    private final List<Spoken> heldOut;
    private final Map<Spoken, float[]> places = new ConcurrentHashMap<>();
    private final Map<Spoken, Reading> readings = new ConcurrentHashMap<>();
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
        this.train = clips.stream()
                .filter(s -> !s.clip().heldOut())
                .sorted(Comparator.comparingInt(LmTraining::positions))
                .toList();
        this.shortOnes = train.stream().filter(s -> s.tokens().length < SHORT).toList();
        this.heldOut = clips.stream()
                .filter(s -> s.clip().heldOut())
                .sorted(Comparator.comparingInt(s -> s.clip().text().hashCode()))
                .limit(64)
                .sorted(Comparator.comparingInt(LmTraining::positions))
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
        boolean early = share < SHORT_SHARE && !shortOnes.isEmpty();
        // Small batches first: many steps while each teaches much.
        int positions = FIRST_POSITIONS + (int) (share * (LAST_POSITIONS - FIRST_POSITIONS));
        var clips = draw(early ? shortOnes : train, positions, random);
        var items = clips.stream()
                .map(s -> item(s, s, random.nextBoolean() ? s.voice() : s.speaker()))
                .toList();
        var lm = new SpeechLm(weights.cast(Narrow.type()).weights(), config);
        var batch = lm.batch(items);
        var watched = new ArrayList<Tensor>();
        var result = lm.loss(batch, led(watched));
        var led = led(clips, batch, watched);
        figures.put("nats", (double) result.loss().item());
        figures.put("led", (double) led.item());
        var spoken = clips.stream()
                .map(clip -> readings.computeIfAbsent(clip, s -> Reading.of(s.clip())))
                .toList();
        return result.loss().add(led, guide).add(lesson.loss(lm, spoken, random, figures), guide);
    }

    private static AttentionObserver led(List<Tensor> watched) {
        var layer = new int[1];
        return attention -> {
            if (layer[0] >= FIRST_LED && layer[0] <= LAST_LED) {
                watched.add(attention.slice(1, 0, 1).squeeze(1).cast(DType.F32)); // [B, T, T] of the first head
            }
            layer[0]++;
        };
    }

    /** Mean -log of the attention that the led heads spend around the letter being spoken. */
    private Tensor led(List<Spoken> clips, LmBatch batch, List<Tensor> watched) {
        int rows = clips.size();
        int length = batch.input().size(1);
        var near = new float[rows * length * length];
        var speaking = new float[rows * length];
        int count = 0;
        for (int b = 0; b < rows; b++) {
            var clip = clips.get(b);
            int letters = clip.clip().text().length();
            int task = 2 + letters;
            float[] place = places.computeIfAbsent(clip, s -> Letters.places(s.clip()));
            for (int t = 0; t <= clip.tokens().length; t++) {
                double at = t < place.length ? place[t] : letters - 1;
                int row = b * length + task + t;
                speaking[row] = 1;
                count++;
                for (int i = Math.max(0, (int) at - 4); i < Math.min(letters, at + 5); i++) {
                    near[row * length + 2 + i] = (float) Math.exp(-(i - at) * (i - at) / (2 * WIDTH * WIDTH));
                }
            }
        }
        var target = Tensor.of(near, rows, length, length);
        var mask = Tensor.of(speaking, rows, length);
        Tensor sum = Tensor.scalar(0);
        for (Tensor attention : watched) {
            var mass = attention.mul(target).sum(2).reshape(rows, length);
            sum = sum.add(mass.add(1e-3).log().mul(mask).sum());
        }
        return sum.mul(-1.0 / (count * Math.max(1, watched.size())));
    }

    private static List<Spoken> draw(List<Spoken> sorted, int positions, RandomGenerator random) {
        int from = random.nextInt(Math.max(1, sorted.size() - NEIGHBOURS + 1));
        var near = new ArrayList<>(sorted.subList(from, Math.min(sorted.size(), from + NEIGHBOURS)));
        java.util.Collections.shuffle(near, java.util.Random.from(random));
        int longest = 0;
        for (int i = 0; i < near.size(); i++) {
            longest = Math.max(longest, positions(near.get(i)));
            if (i > 0 && (i + 1) * longest > positions) {
                return near.subList(0, i);
            }
        }
        return near;
    }

    private static int positions(Spoken clip) {
        return clip.clip().text().length() + clip.tokens().length + 3;
    }

    private static LmItem item(Spoken speech, Spoken text, float[] speaker) {
        return new LmItem(letters(text.clip().text()), speech.tokens(), speaker);
    }

    /** Text token ids: nano's tokens are bytes, and it reads capitals as small letters. */
    public static int[] letters(String text) {
        byte[] bytes = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        var ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xff;
        }
        return ids;
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
                var loss = lm.loss(List.of(item(speech, text, speech.voice()))).loss();
                sum += loss.item() * (speech.tokens().length + 1);
                tokens += speech.tokens().length + 1;
            }
        }
        return sum / tokens;
    }
}
