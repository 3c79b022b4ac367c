package dev.yinsong.nano.tokenizer;

import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.nano.onnx.OnnxGraph;
import dev.yinsong.nano.training.Parameters;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Convolutions from Whisper's log-mel frames to a small bottleneck, 50 a second.
 *
 * <pre>
 *   frames [B, 128, 2N] → bottleneck [B, N, 24] → states [B, N, classes] in training, codes [B, N] after it
 * </pre>
 */
public final class TokenizerNet {

    /** Values of the bottleneck. */
    static final int BOTTLENECK = 24;

    /** How many different tokens there are. */
    public static final int CODES = 256;

    private static final int MELS = 128, WIDTH = 192, CONTEXT = 64;
    private static final int FIRST_KERNEL = 8, KERNEL = 3;
    private static final int[] DILATIONS = {1, 2, 4, 8, 1, 2, 4, 8}; // a token hears 0.6 s on either side of it
    private static final int LISTENED = 4; // blocks before the clip's mean is heard
    private static final float EPSILON = 1e-5f, SILENCE = 1e-3f;
    private static final double DROPOUT = 0.1; // in training alone

    private final Parameters parameters;
    private final DType type;

    /** @param type in which training computes; the graph computes in F32 */
    public TokenizerNet(Parameters parameters, DType type) {
        this.parameters = parameters;
        this.type = type;
    }

    /** Fresh parameters for so many classes of phone states. */
    public static Parameters parameters(int classes, long seed) {
        var fresh =
                new Parameters(seed).layer("first", WIDTH, MELS, FIRST_KERNEL).norm("first_norm", WIDTH);
        for (int i = 0; i < DILATIONS.length; i++) {
            fresh.layer("blocks." + i, WIDTH, WIDTH, KERNEL).norm("blocks." + i + "_norm", WIDTH);
        }
        fresh.layer("context_in", CONTEXT, WIDTH).layer("context_out", WIDTH, CONTEXT);
        return fresh.layer("bottleneck", BOTTLENECK, WIDTH)
                .norm("bottleneck_norm", BOTTLENECK)
                .layer("states", classes, BOTTLENECK);
    }

    /**
     * The bottleneck of centred frames.
     *
     * @param x frames less their mean over the clip [B, 128, 2N]
     */
    Tensor bottleneck(Tensor x) {
        var level = x.square().mean(1, 2).add(SILENCE).sqrt(); // noise and compression flatten a whole clip
        var h = norm(
                "first_norm", conv("first", x.div(level).cast(type), 2, 3, 1).relu());
        for (int i = 0; i < DILATIONS.length; i++) {
            if (i == LISTENED) {
                h = h.add(context(h));
            }
            var block = conv("blocks." + i, h, 1, DILATIONS[i], DILATIONS[i]).relu();
            h = h.add(norm("blocks." + i + "_norm", block).dropout(DROPOUT));
        }
        var y = linear("bottleneck", h.transpose(1, 2)).cast(DType.F32); // [B, N, 24]
        return y.layerNorm(parameters.get("bottleneck_norm.weight"), parameters.get("bottleneck_norm.bias"), EPSILON);
    }

    /** What the whole clip tells of its speaker and room: [B, C, N] to [B, C, 1]. */
    private Tensor context(Tensor h) {
        var mean = h.mean(2).transpose(1, 2); // [B, 1, C]
        return linear("context_out", linear("context_in", mean).relu()).transpose(1, 2);
    }

    /** Scores of the phone states [B, N, classes]. */
    Tensor states(Tensor bottleneck) {
        return bottleneck.linear(parameters.get("states.weight"), parameters.get("states.bias"));
    }

    /** The layer that tells states apart, outside the tape. */
    Linear classifier() {
        return new Linear(
                parameters.get("states.weight").floats(),
                parameters.get("states.bias").floats());
    }

    /** Writes the graph with the interface of speech_tokenizer_v1.onnx. */
    void export(Codebook codes, Path file) throws IOException {
        try (var scope = Scope.open()) {
            graph(codes.scores(classifier())).write(file);
        }
    }

    private OnnxGraph graph(Linear codes) {
        var graph = new OnnxGraph("speech_tokenizer");
        var feats = graph.input("feats", OnnxGraph.Type.FLOAT, 1, MELS, "T");
        var length = graph.input("feats_length", OnnxGraph.Type.INT32, 1);
        var centred = graph.apply("Sub", feats, graph.mean(feats, 2, true));
        var square = graph.mean(graph.mean(graph.apply("Mul", centred, centred), 2, true), 1, true);
        var level = graph.apply("Sqrt", graph.apply("Add", square, graph.constant(new float[] {SILENCE}, 1)));
        var x = graph.apply("Div", centred, level);
        var h = norm(graph, "first_norm", relu(graph, conv(graph, "first", x, FIRST_KERNEL, 2, 3, 1)));
        for (int i = 0; i < DILATIONS.length; i++) {
            if (i == LISTENED) {
                h = graph.apply("Add", h, context(graph, h));
            }
            var block = relu(graph, conv(graph, "blocks." + i, h, KERNEL, 1, DILATIONS[i], DILATIONS[i]));
            h = graph.apply("Add", h, norm(graph, "blocks." + i + "_norm", block));
        }
        var y = linear(graph, "bottleneck", graph.transpose(h, 0, 2, 1));
        y = graph.layerNorm(
                y, constant(graph, "bottleneck_norm.weight"), constant(graph, "bottleneck_norm.bias"), EPSILON);
        var scores =
                graph.apply("Add", graph.apply("MatMul", y, turned(graph, codes)), graph.constant(codes.bias(), CODES));
        var indices = graph.cast(graph.argMax(scores), OnnxGraph.Type.INT32);
        // The length is part of the interface; one clip at a time needs no mask.
        var zero = graph.apply("Sub", length, length);
        graph.output("indices", graph.apply("Add", indices, zero), OnnxGraph.Type.INT32, 1, "N");
        return graph;
    }

    private static String turned(OnnxGraph graph, Linear codes) {
        float[] weight = codes.weight();
        var turned = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            turned[i % BOTTLENECK * CODES + i / BOTTLENECK] = weight[i];
        }
        return graph.constant(turned, BOTTLENECK, CODES);
    }

    private String context(OnnxGraph graph, String h) {
        var mean = graph.transpose(graph.mean(h, 2, true), 0, 2, 1);
        return graph.transpose(linear(graph, "context_out", relu(graph, linear(graph, "context_in", mean))), 0, 2, 1);
    }

    private String linear(OnnxGraph graph, String name, String x) {
        var weight = parameters.get(name + ".weight");
        var turned = graph.half(weight.transposed().copy().floats(), weight.size(1), weight.size(0));
        return graph.apply("Add", graph.apply("MatMul", x, turned), constant(graph, name + ".bias"));
    }

    private String constant(OnnxGraph graph, String name) {
        var values = parameters.get(name);
        return graph.half(values.floats(), values.shape());
    }

    private String conv(OnnxGraph graph, String name, String x, int kernel, int stride, int padding, int dilation) {
        return graph.conv(
                x,
                constant(graph, name + ".weight"),
                constant(graph, name + ".bias"),
                kernel,
                stride,
                padding,
                dilation);
    }

    private String norm(OnnxGraph graph, String name, String x) {
        var normed = graph.layerNorm(
                graph.transpose(x, 0, 2, 1),
                constant(graph, name + ".weight"),
                constant(graph, name + ".bias"),
                EPSILON);
        return graph.transpose(normed, 0, 2, 1);
    }

    private static String relu(OnnxGraph graph, String x) {
        return graph.apply("Relu", x);
    }

    private Tensor conv(String name, Tensor x, int stride, int padding, int dilation) {
        return x.conv1d(get(name + ".weight"), get(name + ".bias"), stride, padding, dilation);
    }

    private Tensor norm(String name, Tensor x) {
        return x.transpose(1, 2)
                .layerNorm(get(name + ".weight"), get(name + ".bias"), EPSILON)
                .transpose(1, 2);
    }

    private Tensor linear(String name, Tensor x) {
        return x.linear(get(name + ".weight"), get(name + ".bias"));
    }

    private Tensor get(String name) {
        return parameters.get(name).cast(type);
    }
}
