package dev.yinsong.nano.tokenizer;

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
 *   frames [B, 128, 2N] → bottleneck [B, N, 24] → states [B, N, classes] in training, nearest code [B, N] after it
 * </pre>
 */
public final class TokenizerNet {

    /** Values of the bottleneck. */
    static final int BOTTLENECK = 24;

    /** How many different tokens there are. */
    public static final int CODES = 256;

    private static final int MELS = 128, WIDTH = 192, BLOCKS = 4, KERNEL = 5;
    private static final int[] DILATIONS = {1, 1, 2, 3};
    private static final double GAIN = 3; // log-mel frames vary by about a third around their mean
    private static final float EPSILON = 1e-5f;

    private final Parameters parameters;

    public TokenizerNet(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Fresh parameters for so many classes of phone states. */
    public static Parameters parameters(int classes, long seed) {
        var fresh = new Parameters(seed).layer("first", WIDTH, MELS, KERNEL).norm("first_norm", WIDTH);
        fresh.layer("down", WIDTH, WIDTH, 4).norm("down_norm", WIDTH);
        for (int i = 0; i < BLOCKS; i++) {
            fresh.layer("blocks." + i, WIDTH, WIDTH, KERNEL).norm("blocks." + i + "_norm", WIDTH);
        }
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
        var h = norm("first_norm", conv("first", x.mul(GAIN), 1, 2, 1).relu());
        h = norm("down_norm", conv("down", h, 2, 1, 1).relu());
        for (int i = 0; i < BLOCKS; i++) {
            var block =
                    conv("blocks." + i, h, 1, 2 * DILATIONS[i], DILATIONS[i]).relu();
            h = h.add(norm("blocks." + i + "_norm", block));
        }
        var y = h.transpose(1, 2).linear(get("bottleneck.weight"), get("bottleneck.bias")); // [B, N, 24]
        return y.layerNorm(get("bottleneck_norm.weight"), get("bottleneck_norm.bias"), EPSILON);
    }

    /** Scores of the phone states [B, N, classes]. */
    Tensor states(Tensor bottleneck) {
        return bottleneck.linear(get("states.weight"), get("states.bias"));
    }

    /** The nearest code of each frame of a bottleneck [B, N, 24]. */
    static Tensor nearest(Tensor bottleneck, Tensor codes) {
        var lengths = codes.square().sum(1).reshape(codes.size(0)); // the bottleneck's own length is the same for all
        return lengths.sub(bottleneck.matmul(codes.transposed()).mul(2)).argmin(-1);
    }

    /** Writes the graph with the interface of speech_tokenizer_v1.onnx. */
    void export(float[] codes, Path file) throws IOException {
        try (var scope = Scope.open()) {
            graph(codes).write(file);
        }
    }

    private OnnxGraph graph(float[] codes) {
        var graph = new OnnxGraph("speech_tokenizer");
        var feats = graph.input("feats", OnnxGraph.Type.FLOAT, 1, MELS, "T");
        var length = graph.input("feats_length", OnnxGraph.Type.INT32, 1);
        var centred = graph.apply("Sub", feats, graph.mean(feats, 2, true));
        var x = graph.apply("Mul", centred, graph.constant(new float[] {(float) GAIN}, 1));
        var h = norm(graph, "first_norm", relu(graph, conv(graph, "first", x, KERNEL, 1, 2, 1)));
        h = norm(graph, "down_norm", relu(graph, conv(graph, "down", h, 4, 2, 1, 1)));
        for (int i = 0; i < BLOCKS; i++) {
            var block = relu(graph, conv(graph, "blocks." + i, h, KERNEL, 1, 2 * DILATIONS[i], DILATIONS[i]));
            h = graph.apply("Add", h, norm(graph, "blocks." + i + "_norm", block));
        }
        var y = graph.apply(
                "Add",
                graph.apply("MatMul", graph.transpose(h, 0, 2, 1), turned(graph, "bottleneck.weight")),
                constant(graph, "bottleneck.bias"));
        y = graph.layerNorm(
                y, constant(graph, "bottleneck_norm.weight"), constant(graph, "bottleneck_norm.bias"), EPSILON);
        var scores = graph.apply(
                "Sub", graph.constant(lengths(codes), CODES), graph.apply("MatMul", y, twiceTurned(graph, codes)));
        var indices = graph.cast(graph.argMin(scores), OnnxGraph.Type.INT32);
        // The length is part of the interface; one clip at a time needs no mask.
        var zero = graph.apply("Sub", length, length);
        graph.output("indices", graph.apply("Add", indices, zero), OnnxGraph.Type.INT32, 1, "N");
        return graph;
    }

    private static float[] lengths(float[] codes) {
        var lengths = new float[CODES];
        for (int i = 0; i < codes.length; i++) {
            lengths[i / BOTTLENECK] += codes[i] * codes[i];
        }
        return lengths;
    }

    private static String twiceTurned(OnnxGraph graph, float[] codes) {
        var turned = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            turned[i % BOTTLENECK * CODES + i / BOTTLENECK] = 2 * codes[i];
        }
        return graph.constant(turned, BOTTLENECK, CODES);
    }

    private String turned(OnnxGraph graph, String name) {
        var weight = get(name);
        return graph.half(weight.transposed().copy().floats(), weight.size(1), weight.size(0));
    }

    private String constant(OnnxGraph graph, String name) {
        return graph.half(get(name).floats(), get(name).shape());
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

    private Tensor get(String name) {
        return parameters.get(name);
    }
}
