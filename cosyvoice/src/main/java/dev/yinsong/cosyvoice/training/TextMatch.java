package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.lm.LmItem;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.util.ArrayList;
import java.util.List;

/** How much better a clip's own text explains its sound than other texts do, as a base's language model hears it. */
public final class TextMatch {

    private final SpeechLm lm;

    /** Listens with a base, which has to stay open. */
    public TextMatch(CosyVoice base) {
        this.lm = new SpeechLm(base.llm().weights(), base.config().llm());
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
        try (var scope = Scope.open()) {
            var losses = lm.losses(items);
            double other = losses.stream()
                    .skip(1)
                    .mapToDouble(loss -> loss.item())
                    .average()
                    .orElseThrow();
            return losses.getFirst().item() - other;
        }
    }
}
