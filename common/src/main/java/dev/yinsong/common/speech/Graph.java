package dev.yinsong.common.speech;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.yinsong.common.model.BadModel;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One ONNX graph, ready to run. Safe to share between threads. */
final class Graph implements AutoCloseable {

    private static final int MOST_THREADS = 4;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Path file;
    private final OrtSession session;

    interface Reader<T> {
        T read(OnnxTensor output) throws OrtException;
    }

    /** @throws BadModel when the file is no graph that can be run */
    Graph(Path file) {
        this.file = file;
        try (var options = new OrtSession.SessionOptions()) {
            // Several clips are worked on at once, so that one need not have all cores.
            options.setIntraOpNumThreads(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_THREADS));
            this.session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new BadModel(file + " is no graph that can be run: " + e.getMessage(), e);
        }
    }

    /** Inputs in the graph's order. */
    List<NodeInfo> inputs() {
        try {
            return List.copyOf(session.getInputInfo().values());
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Shape and type of an input; a size that may vary is -1. */
    TensorInfo input(int index) {
        var inputs = inputs();
        if (index >= inputs.size() || !(inputs.get(index).getInfo() instanceof TensorInfo info)) {
            throw new BadModel("%s has no tensor for input %d".formatted(file, index));
        }
        return info;
    }

    OnnxTensor floats(float[] values, long... shape) {
        try {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** A number as a vector of one, of the type that the input wants. */
    OnnxTensor count(int value, int input) {
        try {
            return switch (input(input).type) {
                case INT32 -> OnnxTensor.createTensor(environment, new int[] {value});
                case INT64 -> OnnxTensor.createTensor(environment, new long[] {value});
                default ->
                    throw new BadModel("%s wants %s for input %d, should want a whole number"
                            .formatted(file, input(input), input));
            };
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Runs the graph and reads its first output, which is gone afterwards. */
    <T> T run(Map<String, ? extends OnnxTensorLike> inputs, Reader<T> reader) {
        try (var outputs = session.run(inputs)) {
            if (!(outputs.get(0) instanceof OnnxTensor tensor)) {
                throw new BadModel(file + " answers with something else than a tensor");
            }
            return reader.read(tensor);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private IllegalStateException failed(OrtException e) {
        return new IllegalStateException(file + " failed: " + e.getMessage(), e);
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }
}
