package dev.yinsong.cosyvoice.flow;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.FlowRequest.FlowCache;
import dev.yinsong.cosyvoice.flow.FlowRequest.Prompt;
import dev.yinsong.cosyvoice.golden.GoldenRows;
import dev.yinsong.cosyvoice.golden.Replay;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The flow against {@code flow.golden.safetensors} and {@code flow.grads.safetensors} of a folder.
 *
 * <p>Tolerances are shares of a tensor's largest value: five times what the reference in F32 differs from itself in F64,
 * as measured on a small model, rounded up.
 */
public final class FlowGolden {

    private static final double ENCODED = 2e-6;
    private static final double STRETCHED = 3e-6;
    private static final double CONTENT = 1.2e-5;
    private static final double VELOCITY = 1.8e-5;
    private static final double MEL = 1.2e-5;
    private static final double LOSS = 1e-6;

    private static final int STEPS = 10; // upstream's

    /** Frames of the end that upstream caches at any rate of tokens; they are those of the overlap at 50 Hz only. */
    private static final int TAIL = 34;

    private static final double PROMPTED_FROM = 0.5;

    private final CosyVoiceConfig config;
    private final Parameters parameters;
    private final SafeTensors golden;
    private final GoldenRows rows;

    private FlowGolden(CosyVoiceConfig config, Parameters parameters, SafeTensors golden) {
        this.config = asUpstreamCounts(config);
        this.parameters = parameters;
        this.golden = golden;
        this.rows = new GoldenRows("flow.golden", golden);
    }

    /** Upstream's flow counts frames of 256 samples at 22050 Hz, whatever mel the configuration names. */
    private static CosyVoiceConfig asUpstreamCounts(CosyVoiceConfig config) {
        return new CosyVoiceConfig(
                config.sampleRate(), config.llm(), config.flow(), config.hift(), MelConfig.cosyVoice());
    }

    /** Compares all that is required of a flow whose weights are given in F32. */
    public static List<GoldenRow> compare(Path folder, CosyVoiceConfig config, Parameters parameters) {
        var golden = SafeTensors.open(folder.resolve("flow.golden.safetensors"));
        var check = new FlowGolden(config, parameters, golden);
        try (var scope = Scope.open()) {
            check.training("train", "in.train.cfg_rand");
            check.training("train.keep", "in.train.cfg_rand_keep");
            check.estimator();
            check.inference();
        }
        var rows = new ArrayList<>(check.rows.all());
        var gradients = folder.resolve("flow.grads.safetensors");
        if (Files.exists(gradients)) {
            rows.addAll(check.gradients(SafeTensors.open(gradients)));
        }
        return rows;
    }

    private void training(String name, String lots) {
        if (!golden.has(name + ".loss")) {
            return;
        }
        var flow = new Flow(parameters.weights(), config);
        var batch = batch();
        var draw = draw(batch, lots, DType.F32);

        var encoded = flow.encode(batch.tokens(), batch.tokenLengths());
        compare(name + ".encoder.out", encoded, ENCODED);
        compare(name + ".encoder_proj.out", flow.project(encoded).transposed(), ENCODED);
        var mask = FrameMask.of(batch.frames(), batch.frameLengths());
        var stretched = mask.apply(flow.stretched(batch));
        compare(name + ".length_regulator.out", stretched.transposed(), STRETCHED);
        var result = flow.loss(batch, draw);
        compare(name + ".estimator.pred", result.velocity(), VELOCITY);
        compare(name + ".loss", result.loss(), LOSS);
    }

    private void estimator() {
        if (!golden.has("est.out")) {
            return;
        }
        var unet = new UNet(
                parameters.weights().at("decoder.estimator"),
                config.flow().matching().estimator());
        compare(
                "est.out",
                unet.apply(
                        tensor("in.est.x"),
                        FrameMask.of(tensor("in.est.mask")),
                        tensor("in.est.mu"),
                        tensor("in.est.t"),
                        tensor("in.est.spks"),
                        tensor("in.est.cond")),
                VELOCITY);
    }

    private void inference() {
        if (golden.has("zs.mel")) {
            var prompt = new Prompt(ints("in.zs.prompt_token"), tensor("in.zs.prompt_feat"));
            var speaker = floats("in.zs.embedding");
            speak("zs", FlowRequest.of(ints("in.zs.token"), speaker, STEPS).after(prompt));
            if (golden.has("zs2.mel")) {
                var cache = tensor("zs.flow_cache_out"); // [1, M, n, 2]
                var earlier = new FlowCache(
                        cache.slice(3, 0, 1).squeeze(3), cache.slice(3, 1, 2).squeeze(3));
                var next = FlowRequest.of(ints("in.zs2.token"), speaker, STEPS).after(prompt);
                speak("zs2", next.continuing(earlier));
            }
        }
        if (golden.has("np.mel")) {
            speak("np", FlowRequest.of(ints("in.np.token"), floats("in.np.embedding"), STEPS));
        }
    }

    private void speak(String name, FlowRequest request) {
        var flow = new Flow(parameters.weights(), config);
        if (request.cache().isEmpty()) {
            compare(name + ".mu", flow.content(request), CONTENT);
        }
        var result = flow.mel(request, Replay.normal(tensor("in." + name + ".z")), TAIL);
        compare(name + ".mel", result.mel(), MEL);
        var cache = result.cache();
        compare(name + ".flow_cache_out", Tensor.stack(3, cache.noise(), cache.content()), CONTENT);
    }

    private List<GoldenRow> gradients(SafeTensors expected) {
        var compared = new GoldenRows("flow.grads", expected);
        compared.compareGradients(parameters, (weights, type) -> {
            var batch = batch();
            return new Flow(weights, config)
                    .loss(batch, draw(batch, "in.train.cfg_rand_keep", type))
                    .loss();
        });
        return compared.all();
    }

    private FlowBatch batch() {
        int[] tokenLengths = ints("in.train.speech_token_len");
        int[] frames = ints("in.train.speech_feat_len");
        int[] tokens = ints("in.train.speech_token");
        float[] mel = floats("in.train.speech_feat");
        float[] speakers = floats("in.train.embedding");
        int rows = tokenLengths.length;
        int melSize = config.flow().melSize();
        return new FlowBatch(IntStream.range(0, rows)
                .mapToObj(row -> {
                    int token = row * tokens.length / rows;
                    int frame = row * mel.length / rows;
                    int speaker = speakers.length / rows;
                    return new FlowBatch.Item(
                            Arrays.copyOfRange(tokens, token, token + tokenLengths[row]),
                            Arrays.copyOfRange(mel, frame, frame + frames[row] * melSize),
                            frames[row],
                            Arrays.copyOfRange(speakers, row * speaker, (row + 1) * speaker));
                })
                .toList());
    }

    /** @param type what sinusoids of the times are computed in: their arguments reach 1000 */
    private FlowDraw draw(FlowBatch batch, String lots, DType type) {
        float[] lot = floats(lots);
        float[] promptLot = floats("in.train.cond_random");
        int[] drawn = ints("in.train.cond_index"); // of the items that have a prompt
        var kept = new boolean[batch.size()];
        var promptFrames = new int[batch.size()];
        int prompted = 0;
        for (int row = 0; row < batch.size(); row++) {
            kept[row] = lot[row] > config.flow().matching().trainingCfgRate();
            if (promptLot[row] >= PROMPTED_FROM) {
                promptFrames[row] = drawn[prompted++];
            }
        }
        return new FlowDraw(tensor("in.train.t").cast(type), tensor("in.train.z"), kept, promptFrames);
    }

    private void compare(String name, Tensor actual, double share) {
        if (golden.has(name)) {
            rows.compare(
                    name, actual, share * GoldenRows.largest(golden.tensor(name).floats()));
        }
    }

    private Tensor tensor(String name) {
        var entry = golden.tensor(name);
        return Tensor.of(entry.floats(), entry.shape());
    }

    private int[] ints(String name) {
        return golden.tensor(name).ints();
    }

    private float[] floats(String name) {
        return golden.tensor(name).floats();
    }
}
