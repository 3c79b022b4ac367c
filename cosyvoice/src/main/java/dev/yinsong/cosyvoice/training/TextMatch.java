package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.lm.LmItem;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.util.ArrayList;
import java.util.List;

/** How much better a clip's own text explains its sound than other texts do, as a base's language model hears it. */
public final class TextMatch {

    /**
     * Attention weights of a layer that may be in memory at once, 64 MiB in F32; those of distances are twice as many. Half
     * a minute of speech has 30 million in each text's, at full size.
     */
    private static final long AT_ONCE = 16 << 20;

    private final SpeechLm lm;
    private final int heads;
    private final long atOnce;

    /** Listens with a base, which has to stay open. */
    public TextMatch(CosyVoice base) {
        this(base, AT_ONCE);
    }

    TextMatch(CosyVoice base, long atOnce) {
        this.lm = new SpeechLm(base.llm().weights(), base.config().llm());
        this.heads = base.config().llm().encoder().heads();
        this.atOnce = atOnce;
    }

    /**
     * The loss on a clip's speech tokens given its text, less the mean loss given other texts, in nats a token: the lower,
     * the better the text goes with the sound. Near 0, it goes with it no better than any other.
     *
     * @param others token ids of other texts, at least one
     */
    public double contrast(Example clip, List<int[]> others) {
        return contrast(clip.lmItem(), others);
    }

    /** The same for speech of which no more than its tokens is known. */
    public double contrast(LmItem speech, List<int[]> others) {
        if (others.isEmpty()) {
            throw new IllegalArgumentException("there is no other text to compare with");
        }
        var items = new ArrayList<LmItem>();
        items.add(speech);
        others.forEach(text -> items.add(new LmItem(text, speech.speech(), speech.speaker())));
        var losses = losses(items);
        double other = losses.stream()
                .skip(1)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return losses.getFirst() - other;
    }

    private List<Double> losses(List<LmItem> items) {
        int together = together(items);
        var losses = new ArrayList<Double>();
        for (int from = 0; from < items.size(); from += together) {
            var some = items.subList(from, Math.min(from + together, items.size()));
            try (var scope = Scope.open()) {
                lm.losses(some).forEach(loss -> losses.add((double) loss.item()));
            }
        }
        return losses;
    }

    /** How many are listened to at once; at least one. */
    private int together(List<LmItem> items) {
        long longest = items.stream()
                .mapToLong(item -> item.text().length + item.speech().length)
                .max()
                .orElseThrow();
        return (int) Math.clamp(atOnce / (heads * longest * longest), 1, items.size());
    }
}
