package dev.yinsong.nano.lm;

import dev.yinsong.cosyvoice.nn.AttentionObserver;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Leads one head of the second to the fourth layer to the letter that is being spoken.
 *
 * <p>Left alone the model learns to babble and takes hours to notice the text. It serves one batch.
 */
final class LetterGuide implements AttentionObserver {

    private static final int FIRST_LED = 1, LAST_LED = 3; // layers
    private static final double WIDTH = 0.8; // letters
    private static final int REACH = 4; // letters: beyond them nothing counts

    private final List<Tensor> watched = new ArrayList<>();
    private int layer;

    @Override
    public void attended(Tensor attention) {
        if (layer >= FIRST_LED && layer <= LAST_LED) {
            watched.add(attention.slice(1, 0, 1).squeeze(1).cast(DType.F32)); // [B, T, T] of the first head
        }
        layer++;
    }

    /**
     * Mean -log of the attention that the led heads spend around the letter being spoken.
     *
     * @param length T, positions of each row, padding included
     */
    Tensor loss(List<Utterance> utterances, int length) {
        int rows = utterances.size();
        var near = new float[rows * length * length];
        var speaking = new float[rows * length];
        int count = 0;
        for (int b = 0; b < rows; b++) {
            var utterance = utterances.get(b);
            int letters = utterance.letters();
            int task = 2 + letters;
            float[] places = utterance.places();
            for (int t = 0; t <= places.length; t++) {
                if (t < places.length && utterance.tokens()[t] == Utterance.UNTAUGHT) {
                    continue;
                }
                double at = t < places.length ? places[t] : letters - 1;
                int row = b * length + task + t;
                speaking[row] = 1;
                count++;
                for (int i = Math.max(0, (int) at - REACH); i < Math.min(letters, at + REACH + 1); i++) {
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
}
