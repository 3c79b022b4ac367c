package dev.yinsong.nano.speaker;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.nano.onnx.OnnxGraph;
import dev.yinsong.nano.training.Parameters;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Dilated convolutions over a filter bank, then mean and deviation over time, then one linear layer.
 *
 * <pre>
 *   frames [B, T, 80], centred over the clip → vector [B, 192], not normalised
 * </pre>
 */
public final class SpeakerNet {

    /** Values of a speaker vector. */
    public static final int SIZE = 192;

    private static final int BINS = 80, WIDTH = 128, POOLED = 256;
    private static final int[] DILATIONS = {2, 3};
    private static final double SCALE = 0.25; // filter-bank values vary by about four around their mean
    private static final float EPSILON = 1e-5f;

    private final Parameters parameters;

    public SpeakerNet(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Fresh parameters. */
    public static Parameters parameters(long seed) {
        var fresh = new Parameters(seed).layer("first", WIDTH, BINS, 5).norm("first_norm", WIDTH);
        for (int i = 0; i < DILATIONS.length; i++) {
            fresh.layer("blocks." + i, WIDTH, WIDTH, 3).norm("blocks." + i + "_norm", WIDTH);
        }
        return fresh.layer("wide", POOLED, WIDTH, 1)
                .norm("pooled_norm", 2 * POOLED)
                .layer("out", SIZE, 2 * POOLED);
    }

    /** The vectors of clips of equal length. */
    Tensor apply(Tensor x) {
        var h = norm(
                "first_norm", conv("first", x.transpose(1, 2).mul(SCALE), 2, 1).relu());
        for (int i = 0; i < DILATIONS.length; i++) {
            h = h.add(norm(
                    "blocks." + i + "_norm",
                    conv("blocks." + i, h, DILATIONS[i], DILATIONS[i]).relu()));
        }
        var wide = conv("wide", h, 0, 1).relu(); // [B, 256, T]
        var mean = wide.mean(2);
        var deviation = wide.sub(mean).square().mean(2).add(EPSILON).sqrt();
        var pooled = Tensor.cat(1, mean, deviation).squeeze(2); // [B, 512]
        var even = pooled.layerNorm(get("pooled_norm.weight"), get("pooled_norm.bias"), EPSILON);
        return even.linear(get("out.weight"), get("out.bias"));
    }

    /** Writes the graph with the interface of campplus.onnx. */
    void export(Path file) throws IOException {
        try (var scope = Scope.open()) {
            graph().write(file);
        }
    }

    private OnnxGraph graph() {
        var graph = new OnnxGraph("speaker_encoder");
        var input = graph.input("input", OnnxGraph.Type.FLOAT, 1, "T", BINS);
        var scaled = graph.apply("Mul", input, graph.constant(new float[] {(float) SCALE}, 1));
        var h = norm(graph, "first_norm", conv(graph, "first", graph.transpose(scaled, 0, 2, 1), 5, 2, 1));
        for (int i = 0; i < DILATIONS.length; i++) {
            var block = conv(graph, "blocks." + i, h, 3, DILATIONS[i], DILATIONS[i]);
            h = graph.apply("Add", h, norm(graph, "blocks." + i + "_norm", block));
        }
        var wide = conv(graph, "wide", h, 1, 0, 1);
        var difference = graph.apply("Sub", wide, graph.mean(wide, 2, true));
        var square = graph.mean(graph.apply("Mul", difference, difference), 2, false);
        var deviation = graph.apply("Sqrt", graph.apply("Add", square, graph.constant(new float[] {EPSILON}, 1)));
        var pooled = graph.concat(1, graph.mean(wide, 2, false), deviation);
        var even = graph.layerNorm(
                pooled, constant(graph, "pooled_norm.weight"), constant(graph, "pooled_norm.bias"), EPSILON);
        var weight = get("out.weight");
        var turned = graph.half(weight.transposed().copy().floats(), weight.size(1), weight.size(0));
        var out = graph.apply("Add", graph.apply("MatMul", even, turned), constant(graph, "out.bias"));
        graph.output("output", out, OnnxGraph.Type.FLOAT, 1, SIZE);
        return graph;
    }

    /** A convolution and its rectifier. */
    private String conv(OnnxGraph graph, String name, String x, int kernel, int padding, int dilation) {
        return graph.apply(
                "Relu",
                graph.conv(
                        x,
                        constant(graph, name + ".weight"),
                        constant(graph, name + ".bias"),
                        kernel,
                        1,
                        padding,
                        dilation));
    }

    private String norm(OnnxGraph graph, String name, String x) {
        var normed = graph.layerNorm(
                graph.transpose(x, 0, 2, 1),
                constant(graph, name + ".weight"),
                constant(graph, name + ".bias"),
                EPSILON);
        return graph.transpose(normed, 0, 2, 1);
    }

    private String constant(OnnxGraph graph, String name) {
        return graph.half(get(name).floats(), get(name).shape());
    }

    private Tensor conv(String name, Tensor x, int padding, int dilation) {
        return x.conv1d(get(name + ".weight"), get(name + ".bias"), 1, padding, dilation);
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
