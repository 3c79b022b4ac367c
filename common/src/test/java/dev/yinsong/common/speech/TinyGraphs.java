package dev.yinsong.common.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The smallest ONNX graphs with the interfaces of the model's two, written byte by byte. */
public final class TinyGraphs {

    private static final int FLOAT = 1;
    private static final int INT32 = 6;
    private static final int INT64 = 7;

    private TinyGraphs() {}

    /** Answers with the loudest mel of each frame. */
    public static Path speechTokenizer(Path file, int mels) throws IOException {
        var node = message(
                string(1, "feats"),
                string(2, "ids"),
                string(4, "ArgMax"),
                attribute("axis", 1),
                attribute("keepdims", 0));
        return write(
                file,
                message(
                        bytes(1, node),
                        string(2, "tokens"),
                        bytes(11, value("feats", FLOAT, 1, mels, -1)),
                        bytes(11, value("feats_length", INT32, 1)),
                        bytes(12, value("ids", INT64, 1, -1))));
    }

    /** Answers with the largest value of each bin, spread over {@code size} numbers by a matrix of eighths. */
    public static Path speakerEncoder(Path file, int bins, int size) throws IOException {
        var peaks = message(
                string(1, "input"),
                string(2, "peaks"),
                string(4, "ReduceMax"),
                attributes("axes", 1),
                attribute("keepdims", 0));
        var spread = message(string(1, "peaks"), string(1, "matrix"), string(2, "output"), string(4, "MatMul"));
        var matrix = ByteBuffer.allocate(4 * bins * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bins * size; i++) {
            matrix.putFloat(i % 7 / 8f);
        }
        var weights = message(
                number(1, bins), number(1, size), number(2, FLOAT), string(8, "matrix"), bytes(9, matrix.array()));
        return write(
                file,
                message(
                        bytes(1, peaks),
                        bytes(1, spread),
                        string(2, "speaker"),
                        bytes(5, weights),
                        bytes(11, value("input", FLOAT, 1, -1, bins)),
                        bytes(12, value("output", FLOAT, 1, size))));
    }

    private static Path write(Path file, byte[] graph) throws IOException {
        var opset = message(string(1, ""), number(2, 13));
        return Files.write(file, message(number(1, 8), bytes(7, graph), bytes(8, opset)));
    }

    private static byte[] value(String name, int type, int... sizes) {
        var shape = new ByteArrayOutputStream();
        for (int size : sizes) {
            shape.writeBytes(bytes(1, size < 0 ? string(2, "T") : number(1, size)));
        }
        var tensor = message(number(1, type), bytes(2, shape.toByteArray()));
        return message(string(1, name), bytes(2, bytes(1, tensor)));
    }

    private static byte[] attribute(String name, int value) {
        return bytes(5, message(string(1, name), number(3, value), number(20, 2)));
    }

    private static byte[] attributes(String name, int value) {
        return bytes(5, message(string(1, name), number(8, value), number(20, 7)));
    }

    private static byte[] message(byte[]... fields) {
        var out = new ByteArrayOutputStream();
        for (var field : fields) {
            out.writeBytes(field);
        }
        return out.toByteArray();
    }

    private static byte[] string(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] content) {
        return message(varint(field << 3 | 2), varint(content.length), content);
    }

    private static byte[] number(int field, int value) {
        return message(varint(field << 3), varint(value));
    }

    private static byte[] varint(int value) {
        var out = new ByteArrayOutputStream();
        int left = value;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
        return out.toByteArray();
    }
}
