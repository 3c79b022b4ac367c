package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.flow.FlowRequest.FlowCache;
import dev.yinsong.cosyvoice.nn.Encoder;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Speech tokens to mel frames, in the voice of a speaker vector: upstream's {@code MaskedDiffWithXvec}.
 *
 * <pre>
 *   tokens [B, L]    speaker [B, S]    content, mel [B, M, T]
 * </pre>
 */
public final class Flow {

    /**
     * Mel frames of an utterance.
     *
     * @param mel [1, M, T], F32
     * @param cache what the next piece of the stream needs
     */
    public record Result(Tensor mel, FlowCache cache) {}

    private final CosyVoiceConfig config;
    private final Tensor embedding; // [V, C]
    private final Linear speaker, projection;
    private final Encoder encoder;
    private final LengthRegulator regulator;
    private final FlowMatching matching;
    private final MelNorm norm;

    /** The flow whose keys start with {@code input_embedding}, {@code encoder}, {@code decoder.estimator} … */
    public Flow(Weights weights, CosyVoiceConfig config) {
        this(weights, config, MelNorm.NONE);
    }

    /**
     * A flow that was trained on normalised mel.
     *
     * @param norm what {@link #mel} turns back
     */
    public Flow(Weights weights, CosyVoiceConfig config, MelNorm norm) {
        this.norm = norm;
        this.config = config;
        this.embedding = weights.tensor("input_embedding.weight");
        this.speaker = weights.linear("spk_embed_affine_layer");
        this.encoder = new Encoder(weights.at("encoder"), config.flow().encoder());
        this.projection = weights.linear("encoder_proj");
        this.regulator = new LengthRegulator(weights.at("length_regulator"), config);
        this.matching = new FlowMatching(weights.at("decoder"), config.flow().matching());
    }

    /** Tokens at the end of a piece that its successor in a stream speaks again. */
    public static int overlapTokens() {
        return LengthRegulator.EDGE;
    }

    /** Mel frames of those tokens. */
    public int overlapFrames() {
        return config.frames(LengthRegulator.EDGE);
    }

    /** Draws what {@link #loss} needs by lot. */
    public FlowDraw draw(FlowBatch batch, FlowDraw.Plan plan, Noise noise) {
        return FlowDraw.of(batch, config.flow(), plan, noise);
    }

    /**
     * How well the velocity of a batch is known.
     *
     * <p>Items of a batch share one stretching to the longest, as upstream's do; batches of one avoid that.
     */
    public FlowLoss loss(FlowBatch batch, FlowDraw draw) {
        var target = window(batch.mel(config.flow().melSize()).onDeviceOf(embedding), draw);
        int[] lengths = Arrays.stream(batch.frameLengths())
                .map(length -> Math.clamp(length - draw.start(), 0, draw.frames()))
                .toArray();
        var mask = FrameMask.of(draw.frames(), lengths);
        var content = mask.apply(window(stretched(batch), draw));
        var velocity = matching.velocity(target, draw, mask, content, speaker(batch.speakers()), prompts(target, draw));
        int real = Arrays.stream(lengths).sum();
        return new FlowLoss(matching.loss(velocity, target, draw, mask, real), velocity);
    }

    /**
     * How well the velocities of some windows are known, each as if it were alone: the mean of their losses, a scalar.
     *
     * <p>Utterances are encoded together and stretched each by itself; windows of one length go through the U-Net
     * together. So nothing is padded there, and a batch takes less time than its windows do one by one.
     */
    public Tensor meanLoss(FlowBatch batch, List<FlowWindow> windows) {
        var contents = contents(batch);
        var byLength = windows.stream()
                .collect(Collectors.groupingBy(
                        window -> window.draw().frames(), LinkedHashMap::new, Collectors.toList()));
        var losses = byLength.values().stream()
                .map(alike -> losses(batch, contents, alike))
                .toArray(Tensor[]::new);
        return Tensor.cat(0, losses).mean();
    }

    /** Losses of windows of one length: [W]. */
    private Tensor losses(FlowBatch batch, List<Tensor> contents, List<FlowWindow> windows) {
        var draw = FlowDraw.ofWindows(windows.stream().map(FlowWindow::draw).toList());
        var target = stacked(
                windows,
                window -> batch.mel(window.item(), config.flow().melSize()).onDeviceOf(embedding));
        var content = stacked(windows, window -> contents.get(window.item()));
        var voices = stacked(windows, window -> batch.speaker(window.item()));
        var velocity =
                matching.velocity(target, draw, FrameMask.all(), content, speaker(voices), prompts(target, draw));
        return matching.losses(velocity, target, draw);
    }

    /** What belongs to each window's item, cut to the window where it has frames. */
    private static Tensor stacked(List<FlowWindow> windows, Function<FlowWindow, Tensor> of) {
        return Tensor.cat(
                0,
                windows.stream()
                        .map(window -> {
                            var x = of.apply(window);
                            return x.rank() == 3 ? window(x, window.draw()) : x;
                        })
                        .toArray(Tensor[]::new));
    }

    /** What is said in each item, each stretched by itself: [1, M, T] each. */
    private List<Tensor> contents(FlowBatch batch) {
        var encoded = encode(batch.tokens(), batch.tokenLengths());
        return IntStream.range(0, batch.size())
                .mapToObj(row -> {
                    var own = encoded.slice(0, row, row + 1).slice(1, 0, batch.tokenLengths()[row]);
                    return regulator.stretch(project(own), batch.frameLengths()[row]);
                })
                .toList();
    }

    /** What is said in each item, at the rate of mel frames; beyond the end of an item it means nothing. */
    Tensor stretched(FlowBatch batch) {
        return regulator.stretch(project(encode(batch.tokens(), batch.tokenLengths())), batch.frames());
    }

    private static Tensor window(Tensor x, FlowDraw draw) {
        int end = draw.start() + draw.frames();
        return draw.start() == 0 && end == x.size(2) ? x : x.slice(2, draw.start(), end);
    }

    /** The first frames of each target, as many as were drawn. */
    private static Tensor prompts(Tensor target, FlowDraw draw) {
        return FrameMask.of(target.size(2), draw.promptFrames()).apply(target);
    }

    /**
     * Mel frames of an utterance.
     *
     * @param noise gives one normal tensor, for prompt and utterance together
     * @throws java.util.concurrent.CancellationException when the request became unwanted
     */
    public Result mel(FlowRequest request, Noise noise) {
        return mel(request, noise, overlapFrames());
    }

    /** As {@link #mel(FlowRequest, Noise)}, with so many frames of the end in the cache. */
    Result mel(FlowRequest request, Noise noise, int tail) {
        var content = content(request);
        int frames = content.size(2);
        int promptFrames = request.prompt().map(prompt -> prompt.mel().size(1)).orElse(0);
        var z = noise.normal(1, config.flow().melSize(), frames).onDeviceOf(embedding);
        if (request.cache().isPresent()) {
            var cache = request.cache().get();
            z = begun(z, cache.noise());
            content = begun(content, cache.content().like(content));
        }
        var kept = new FlowCache(edges(z, promptFrames, tail), edges(content, promptFrames, tail));
        var voice = speaker(Tensor.of(request.speaker(), 1, request.speaker().length));
        var cond = request.prompt()
                .map(prompt -> normalised(prompt.mel()).transposed().pad(0, frames - promptFrames, 0))
                .orElseGet(
                        () -> Tensor.zeros(1, config.flow().melSize(), frames).onDeviceOf(embedding));
        var mel = matching.solve(z, content, voice, cond, request.steps(), request.unwanted());
        return new Result(restored(mel.slice(2, promptFrames, frames)), kept);
    }

    private Tensor normalised(Tensor mel) {
        return norm.equals(MelNorm.NONE) ? mel : mel.add(-norm.mean()).div(norm.deviation());
    }

    private Tensor restored(Tensor mel) {
        return norm.equals(MelNorm.NONE) ? mel : mel.mul(norm.deviation()).add(norm.mean());
    }

    /** What is to be said, at the rate of mel frames: [1, M, T]. */
    Tensor content(FlowRequest request) {
        var prompt = request.prompt();
        var before = prompt.map(FlowRequest.Prompt::tokens).orElseGet(() -> new int[0]);
        var tokens = IntStream.concat(IntStream.of(before), IntStream.of(request.tokens()))
                .map(token -> Math.max(0, token))
                .toArray();
        int promptFrames = prompt.map(p -> p.mel().size(1)).orElse(0);
        return regulator.stretch(
                project(encode(Tensor.ids(tokens), new int[] {tokens.length})), before.length, promptFrames);
    }

    /** [B, L] to [B, L, C]. */
    Tensor encode(Tensor tokens, int[] lengths) {
        int longest = tokens.size(1);
        var x = embedding.embed(tokens.onDeviceOf(embedding));
        if (Arrays.stream(lengths).allMatch(length -> length == longest)) {
            return encoder.apply(x);
        }
        var mask = FrameMask.of(longest, lengths);
        return encoder.apply(mask.apply(x.transposed()).transposed(), lengths);
    }

    /** [B, L, C] to [B, M, L]. */
    Tensor project(Tensor encoded) {
        return projection.apply(encoded).transposed();
    }

    private Tensor speaker(Tensor vectors) {
        return speaker.apply(vectors.normalize(1).like(embedding));
    }

    private static Tensor begun(Tensor x, Tensor start) {
        return Tensor.cat(2, start, x.slice(2, start.size(2), x.size(2)));
    }

    private static Tensor edges(Tensor x, int promptFrames, int tail) {
        int frames = x.size(2);
        return Tensor.cat(2, x.slice(2, 0, promptFrames), x.slice(2, Math.max(0, frames - tail), frames));
    }
}
