package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.AttentionObserver;
import dev.yinsong.cosyvoice.nn.Encoder;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text-to-token language model of CosyVoice (Du et al., 2024, section 2.2), upstream's {@code TransformerLM}.
 *
 * <p>The sequence is: start of sequence, speaker, encoded text, task, speech tokens. Each position from the task on
 * predicts the next speech token, the last one the end of speech, whose id is the number of speech tokens.
 */
public final class SpeechLm {

    /** The largest of its tensors, of which a text needs few rows. */
    public static final String TEXT_TABLE = "text_embedding.weight";

    private static final int START = 0, TASK = 1; // rows of llm_embedding

    private final LlmConfig config;
    private final Tensor textEmbedding, specialEmbedding, speechEmbedding;
    private final Encoder textEncoder, lm;
    private final Linear textAffine, speakerAffine, decoder;

    /** The model whose keys are those of {@code llm.pt}. */
    public SpeechLm(Weights weights, LlmConfig config) {
        this.config = config;
        this.textEmbedding = weights.tensor(TEXT_TABLE);
        this.specialEmbedding = weights.tensor("llm_embedding.weight");
        this.speechEmbedding = weights.tensor("speech_embedding.weight");
        this.textEncoder = new Encoder(weights.at("text_encoder"), config.textEncoder());
        this.lm = new Encoder(weights.at("llm"), config.encoder());
        this.textAffine = weights.linear("text_encoder_affine_layer");
        this.speakerAffine = weights.linear("spk_embed_affine_layer");
        this.decoder = weights.linear("llm_decoder");
    }

    /** The id that ends an utterance. */
    public int endOfSpeech() {
        return config.speechTokenSize();
    }

    /** Encodes padded rows of text token ids: [B, T] to [B, T, C]. */
    public Tensor encodeText(Tensor ids, int @Nullable [] lengths) {
        return textAffine.apply(textEncoder.apply(textEmbedding.embed(ids).like(speechEmbedding), lengths));
    }

    /** The place of the speaker in the sequence: raw vectors [B, E] to [B, C]. */
    public Tensor encodeSpeaker(Tensor vectors) {
        return speakerAffine.apply(vectors.normalize(1).like(speechEmbedding));
    }

    /** What comes before the first speech token: [1, 2 + text (+ 1 for a speaker), C]. */
    public Tensor prompt(int[] text, float @Nullable [] speaker) {
        return prompt(encodeText(Tensor.ids(text), null), speaker);
    }

    /**
     * What comes before the first token of an utterance that goes on from a clip.
     *
     * @param text that of the clip, then that of the utterance
     * @param speech the clip's speech tokens
     */
    public Tensor prompt(int[] text, float[] speaker, int[] speech) {
        return Tensor.cat(1, prompt(text, speaker), embedSpeech(speech));
    }

    private Tensor prompt(Tensor encodedText, float @Nullable [] speaker) {
        var parts = new ArrayList<Tensor>();
        parts.add(special(START));
        if (speaker != null) {
            parts.add(encodeSpeaker(Tensor.of(speaker, 1, speaker.length)).unsqueeze(1));
        }
        parts.add(encodedText);
        parts.add(special(TASK));
        return Tensor.cat(1, parts.toArray(Tensor[]::new));
    }

    private Tensor special(int row) {
        return specialEmbedding.slice(0, row, row + 1).unsqueeze(0);
    }

    /** Speech tokens as the model's input: [1, n, C]. */
    public Tensor embedSpeech(int... tokens) {
        return speechEmbedding.embed(Tensor.ids(tokens));
    }

    /** Puts the sequences of a batch together, padded to the longest. */
    public LmBatch batch(List<LmItem> items) {
        var texts = encodeTexts(items);
        var rows = new ArrayList<Tensor>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var text = texts.slice(0, i, i + 1).slice(1, 0, item.text().length);
            rows.add(Tensor.cat(1, prompt(text, item.speaker()), embedSpeech(item.speech())));
        }
        int[] lengths = rows.stream().mapToInt(row -> row.size(1)).toArray();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        var padded = rows.stream().map(row -> pad(row, longest)).toArray(Tensor[]::new);
        return new LmBatch(Tensor.cat(0, padded), lengths, targets(items, lengths, longest));
    }

    private Tensor encodeTexts(List<LmItem> items) {
        int[] lengths = items.stream().mapToInt(item -> item.text().length).toArray();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        var ids = new long[items.size() * longest];
        for (int i = 0; i < items.size(); i++) {
            int[] text = items.get(i).text();
            for (int j = 0; j < text.length; j++) {
                ids[i * longest + j] = text[j];
            }
        }
        boolean full = Arrays.stream(lengths).allMatch(length -> length == longest);
        return encodeText(Tensor.of(ids, items.size(), longest), full ? null : lengths);
    }

    /** Upstream pads with the value of an ignored target; no valid position ever sees it. */
    private static Tensor pad(Tensor row, int longest) {
        int missing = longest - row.size(1);
        return missing == 0
                ? row
                : row.transpose(1, 2).pad(0, missing, LmBatch.IGNORED).transpose(1, 2);
    }

    private long[] targets(List<LmItem> items, int[] lengths, int longest) {
        var targets = new long[items.size() * longest];
        Arrays.fill(targets, LmBatch.IGNORED);
        for (int i = 0; i < lengths.length; i++) {
            int[] speech = items.get(i).speech();
            int task = i * longest + lengths[i] - speech.length - 1;
            for (int j = 0; j < speech.length; j++) {
                targets[task + j] = speech[j];
            }
            targets[task + speech.length] = endOfSpeech();
        }
        return targets;
    }

    /** The model's output at each position: [B, T, C]. */
    public Tensor hidden(LmBatch batch, AttentionObserver observer) {
        boolean full = Arrays.stream(batch.lengths())
                .allMatch(length -> length == batch.input().size(1));
        return lm.apply(batch.input(), full ? null : batch.lengths(), observer);
    }

    /** Scores of the speech tokens and the end of speech: [..., C] to [..., V + 1], in F32. */
    public Tensor logits(Tensor hidden) {
        return decoder.apply(hidden).cast(DType.F32);
    }

    /** The training loss of a batch, raw: no weight of a joint loss is in it. */
    public LmLoss loss(List<LmItem> items) {
        return loss(batch(items), AttentionObserver.NONE);
    }

    /**
     * The training loss of each item as if it were alone, raw: scalars. They go through the network together, so a batch
     * takes less time than its items do one by one.
     */
    public List<Tensor> losses(List<LmItem> items) {
        var batch = batch(items);
        var hidden = hidden(batch, AttentionObserver.NONE);
        int longest = hidden.size(1);
        var losses = new ArrayList<Tensor>();
        for (int row = 0; row < items.size(); row++) {
            int end = batch.lengths()[row];
            int task = end - items.get(row).speech().length - 1;
            long[] targets = Arrays.copyOfRange(batch.targets(), row * longest + task, row * longest + end);
            var logits =
                    logits(hidden.slice(0, row, row + 1).slice(1, task, end).squeeze(0));
            var loss = crossEntropy(logits, targets, config.labelSmoothing());
            losses.add(config.lengthNormalizedLoss() ? loss : loss.mul(targets.length));
        }
        return losses;
    }

    /** As {@link #loss(List)}, showing the attention of each layer. */
    public LmLoss loss(LmBatch batch, AttentionObserver observer) {
        var hidden = hidden(batch, observer);
        long[] valid = java.util.stream.LongStream.range(0, batch.targets().length)
                .filter(i -> batch.targets()[(int) i] != LmBatch.IGNORED)
                .toArray();
        long[] targets = Arrays.stream(valid).map(i -> batch.targets()[(int) i]).toArray();
        var flat = hidden.reshape(-1, hidden.size(-1));
        var logits = logits(flat.select(0, Tensor.of(valid, valid.length)));
        var loss = crossEntropy(logits, targets, config.labelSmoothing());
        double rescale = config.lengthNormalizedLoss() ? 1 : (double) targets.length / batch.lengths().length;
        return new LmLoss(rescale == 1 ? loss : loss.mul(rescale), logits, targets);
    }

    /**
     * Mean divergence of the predictions from the targets smoothed over the wrong tokens, entropy of the targets
     * included (upstream's {@code LabelSmoothingLoss}); without smoothing, plain cross-entropy.
     */
    static Tensor crossEntropy(Tensor logits, long[] targets, double smoothing) {
        var target = Tensor.of(targets, targets.length);
        if (smoothing == 0) {
            return logits.crossEntropy(target, 0);
        }
        double other = smoothing / (logits.size(-1) - 1);
        var logp = logits.logSoftmax();
        var right = logp.gather(1, target.reshape(targets.length, 1));
        var cross = right.mul(-(1 - smoothing - other))
                .mean()
                .add(logp.sum(1).mul(-other).mean());
        double entropy = (1 - smoothing) * Math.log(1 - smoothing) + smoothing * Math.log(other);
        return cross.add(entropy);
    }

    // ---- decoding

    /** An empty cache. */
    public KvCache cache() {
        return lm.cache();
    }

    /** Reads a prompt [1, P, C] into an empty cache; returns the scores [V + 1] of the first token. */
    public Tensor start(Tensor prompt, KvCache cache) {
        var hidden = lm.start(prompt, cache);
        return lastScores(hidden);
    }

    /** Reads one speech token; returns the scores [V + 1] of the next. */
    public Tensor next(int token, KvCache cache) {
        return next(new int[] {token}, List.of(cache)).reshape(config.speechTokenSize() + 1L);
    }

    /**
     * Reads one speech token of each of several utterances; returns the scores [B, V + 1] of their next ones.
     *
     * <p>Attention is computed row by row and nothing else looks beyond a row.
     *
     * @param tokens one of each utterance; further ones are read as the last utterance's and leave no trace
     * @param caches of the utterances, in the order of their tokens
     */
    public Tensor next(int[] tokens, List<KvCache> caches) {
        caches.forEach(KvCache::reserveNext);
        var hidden = lm.step(embedSpeech(tokens).transpose(0, 1), caches);
        caches.forEach(KvCache::advance);
        return logits(hidden).squeeze(1);
    }

    private Tensor lastScores(Tensor hidden) {
        int last = hidden.size(1) - 1;
        return logits(hidden.slice(1, last, last + 1)).reshape(config.speechTokenSize() + 1L);
    }
}
