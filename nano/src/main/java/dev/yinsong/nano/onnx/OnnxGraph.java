package dev.yinsong.nano.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An ONNX graph (opset 17) built node by node; each operation returns the name of its result.
 *
 * <pre>
 *   var graph = new OnnxGraph("tokenizer");
 *   var x = graph.input("feats", OnnxGraph.Type.FLOAT, 1, 128, "T");
 *   var y = graph.apply("Relu", graph.conv(x, weight, bias, 5, 1, 2, 1));
 *   graph.output("indices", y, OnnxGraph.Type.INT32, 1, "N");
 * </pre>
 */
public final class OnnxGraph {

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    /** Element types, with their numbers in ONNX. */
    public enum Type {
        FLOAT(1),
        INT32(6),
        INT64(7),
        HALF(10);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private final Message nodes = new Message();
    private final Message initializers = new Message();
    private final Message inputs = new Message();
    private final Message outputs = new Message();
    private final String name;
    private int count;

    public OnnxGraph(String name) {
        this.name = name;
    }

    /** Declares an input; a dimension is an integer, or a name where any size fits. */
    public String input(String input, Type type, Object... shape) {
        inputs.message(11, value(input, type, shape));
        return input;
    }

    /** Declares an output under its public name. */
    public void output(String output, String from, Type type, Object... shape) {
        node("Identity", List.of(from), output, new Message());
        outputs.message(12, value(output, type, shape));
    }

    /** A constant tensor of floats. */
    public String constant(float[] values, long... shape) {
        var data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return initializer(Type.FLOAT, data.array(), shape);
    }

    /** A constant tensor of floats, stored in 16 bits and widened when the graph is loaded. */
    public String half(float[] values, long... shape) {
        var data = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putShort(Float.floatToFloat16(value));
        }
        return cast(initializer(Type.HALF, data.array(), shape), Type.FLOAT);
    }

    /** A constant tensor of 64-bit integers. */
    public String constant(long[] values, long... shape) {
        var data = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return initializer(Type.INT64, data.array(), shape);
    }

    /** One-dimensional convolution of [B, in, T] with a weight [out, in, kernel]. */
    public String conv(String x, String weight, String bias, int kernel, int stride, int padding, int dilation) {
        var attributes = new Message();
        integers(attributes, "kernel_shape", kernel);
        integers(attributes, "strides", stride);
        integers(attributes, "pads", padding, padding);
        integers(attributes, "dilations", dilation);
        return node("Conv", List.of(x, weight, bias), fresh(), attributes);
    }

    /** Layer normalisation over the last dimension. */
    public String layerNorm(String x, String weight, String bias, float epsilon) {
        var attributes = new Message();
        integer(attributes, "axis", -1);
        attributes.message(5, new Message().text(1, "epsilon").real(2, epsilon).number(20, 1));
        return node("LayerNormalization", List.of(x, weight, bias), fresh(), attributes);
    }

    /** Dimensions in another order. */
    public String transpose(String x, long... order) {
        var attributes = new Message();
        integers(attributes, "perm", order);
        return node("Transpose", List.of(x), fresh(), attributes);
    }

    /** Mean over one dimension, which stays with size 1 when kept. */
    public String mean(String x, int axis, boolean keep) {
        var attributes = new Message();
        integers(attributes, "axes", axis);
        integer(attributes, "keepdims", keep ? 1 : 0);
        return node("ReduceMean", List.of(x), fresh(), attributes);
    }

    /** Index of the largest element of the last dimension, which goes. */
    public String argMax(String x) {
        var attributes = new Message();
        integer(attributes, "axis", -1);
        integer(attributes, "keepdims", 0);
        return node("ArgMax", List.of(x), fresh(), attributes);
    }

    /** Another element type. */
    public String cast(String x, Type type) {
        var attributes = new Message();
        integer(attributes, "to", type.number);
        return node("Cast", List.of(x), fresh(), attributes);
    }

    /** Joins along a dimension. */
    public String concat(int axis, String... parts) {
        var attributes = new Message();
        integer(attributes, "axis", axis);
        return node("Concat", List.of(parts), fresh(), attributes);
    }

    /** An operator without attributes: Add, Sub, Mul, MatMul, Relu, Sqrt and their like. */
    public String apply(String operator, String... operands) {
        return node(operator, List.of(operands), fresh(), new Message());
    }

    /** Writes the model. */
    public void write(Path file) throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        body.writeBytes(nodes.toBytes());
        body.writeBytes(new Message().text(2, name).toBytes());
        body.writeBytes(initializers.toBytes());
        body.writeBytes(inputs.toBytes());
        body.writeBytes(outputs.toBytes());
        var model = new Message()
                .number(1, IR_VERSION)
                .text(2, "yinsong")
                .bytes(7, body.toByteArray())
                .message(8, new Message().text(1, "").number(2, OPSET));
        Files.write(file, model.toBytes());
    }

    private String node(String operator, List<String> operands, String result, Message attributes) {
        var node = new Message();
        operands.forEach(operand -> node.text(1, operand));
        node.text(2, result).text(3, operator + "_" + result).text(4, operator);
        var whole = new java.io.ByteArrayOutputStream();
        whole.writeBytes(node.toBytes());
        whole.writeBytes(attributes.toBytes());
        nodes.bytes(1, whole.toByteArray());
        return result;
    }

    private String initializer(Type type, byte[] data, long... shape) {
        String constant = fresh();
        var tensor = new Message();
        for (long size : shape) {
            tensor.number(1, size);
        }
        initializers.message(5, tensor.number(2, type.number).text(8, constant).bytes(9, data));
        return constant;
    }

    private static Message value(String name, Type type, Object... shape) {
        var dimensions = new Message();
        for (Object size : shape) {
            dimensions.message(
                    1,
                    size instanceof Integer number
                            ? new Message().number(1, number)
                            : new Message().text(2, size.toString()));
        }
        var tensor = new Message().number(1, type.number).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    private static void integer(Message attributes, String name, long value) {
        attributes.message(5, new Message().text(1, name).number(3, value).number(20, 2));
    }

    private static void integers(Message attributes, String name, long... values) {
        var attribute = new Message().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        attributes.message(5, attribute.number(20, 7));
    }

    private String fresh() {
        return "t" + count++;
    }
}
