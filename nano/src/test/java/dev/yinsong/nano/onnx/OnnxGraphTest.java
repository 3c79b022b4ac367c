package dev.yinsong.nano.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxGraphTest {

    @TempDir
    Path folder;

    @Test
    void writesWhatTheRuntimeReads() throws Exception {
        var graph = new OnnxGraph("doubles and adds");
        var x = graph.input("x", OnnxGraph.Type.FLOAT, 1, 1, "T");
        var kernel = graph.half(new float[] {0.5f, 0.25f, -1}, 1, 1, 3);
        var convolved = graph.conv(x, kernel, graph.constant(new float[] {1}, 1), 3, 1, 1, 1);
        graph.output("y", graph.apply("Relu", convolved), OnnxGraph.Type.FLOAT, 1, 1, "T");
        graph.write(folder.resolve("graph.onnx"));

        var environment = OrtEnvironment.getEnvironment();
        try (var session =
                        environment.createSession(folder.resolve("graph.onnx").toString());
                var input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(new float[] {1, 2, 4}), new long[] {1, 1, 3});
                var result = session.run(Map.of("x", input))) {
            var y = ((float[][][]) result.get(0).getValue())[0][0];

            assertThat(session.getInputNames()).containsExactly("x");
            assertThat(y).containsExactly(0, 0, 3); // 1 + 0.25·1 - 2 < 0; 1 + 0.5 + 0.5 - 4 < 0; 1 + 1 + 1
        }
    }
}
