package dev.yinsong.nano.lm;

import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.nano.corpus.Pronunciations;
import dev.yinsong.nano.training.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Teaches the text encoder what letters stand for, by a linear layer that has to name the sound of each.
 *
 * <p>A dictionary has many times the words that the corpus says, and reading costs a fraction of speaking. The layer
 * exists in training alone.
 */
final class ReadingLesson {

    private static final String LAYER = "reading";
    private static final int EXTRA = 4; // sentences a step that nobody spoke

    private static final int LONGEST = 64; // letters: a batch is padded to the longest

    private final Parameters parameters;
    private final List<Reading> unspoken;

    /** @param parameters get the layer */
    ReadingLesson(Parameters parameters, int width, List<Reading> unspoken) {
        this.parameters = parameters.layer(LAYER, Reading.SOUNDS.size(), width);
        this.unspoken = unspoken;
    }

    /** Sentences with the sounds of their letters, as far as the dictionary knows their words. */
    static List<Reading> readings(List<String> sentences, Pronunciations pronunciations) {
        return sentences.parallelStream()
                .filter(sentence -> sentence.length() <= LONGEST)
                .flatMap(sentence -> Reading.of(sentence, pronunciations).stream())
                .toList();
    }

    /** Whether a parameter is part of the lesson, not of the model. */
    static boolean owns(String parameter) {
        return parameter.startsWith(LAYER + ".");
    }

    /** Cross-entropy of the sounds of what was spoken and of other sentences. */
    Tensor loss(SpeechLm lm, List<Reading> spoken, RandomGenerator random, Map<String, Double> figures) {
        var readings = new ArrayList<>(spoken);
        for (int i = 0; i < EXTRA && !unspoken.isEmpty(); i++) {
            readings.add(unspoken.get(random.nextInt(unspoken.size())));
        }
        int longest = readings.stream().mapToInt(r -> r.text().length()).max().orElseThrow();
        var ids = new long[readings.size() * longest];
        int[] lengths = new int[readings.size()];
        for (int row = 0; row < lengths.length; row++) {
            int[] letters = Utterance.letters(readings.get(row).text());
            lengths[row] = letters.length;
            for (int i = 0; i < letters.length; i++) {
                ids[row * longest + i] = letters[i];
            }
        }
        var encoded = lm.encodeText(Tensor.of(ids, lengths.length, longest), lengths);
        var scores = encoded.cast(DType.F32)
                .linear(parameters.get(LAYER + ".weight"), parameters.get(LAYER + ".bias"))
                .reshape((long) lengths.length * longest, Reading.SOUNDS.size());
        var targets = Reading.targets(readings, longest);
        var loss = scores.crossEntropy(Tensor.of(targets, targets.length), 0);
        figures.put("reading", (double) loss.item());
        return loss;
    }
}
