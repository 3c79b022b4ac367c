package dev.yinsong.nano.token;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The exported tokenizer and speaker encoder, run as the product runs them. */
public final class Graphs implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession tokenizer;
    private final OrtSession speaker;

    /** Loads both graphs. */
    public Graphs(Path tokenizer, Path speaker) throws IOException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.tokenizer = environment.createSession(tokenizer.toString(), options);
            this.speaker = environment.createSession(speaker.toString(), options);
        } catch (OrtException e) {
            throw new IOException("cannot load " + tokenizer + " and " + speaker, e);
        }
    }

    /**
     * Speech tokens.
     *
     * @param frames log-mel frames [T, 128], row-major
     */
    public int[] tokens(float[] frames) throws IOException {
        int mels = 128;
        int count = frames.length / mels;
        var turned = new float[frames.length];
        for (int t = 0; t < count; t++) {
            for (int m = 0; m < mels; m++) {
                turned[m * count + t] = frames[t * mels + m];
            }
        }
        try (var feats = OnnxTensor.createTensor(environment, FloatBuffer.wrap(turned), new long[] {1, mels, count});
                var length = OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {count}), new long[] {1});
                var result = tokenizer.run(Map.of("feats", feats, "feats_length", length))) {
            return ((int[][]) result.get(0).getValue())[0];
        } catch (OrtException e) {
            throw new IOException("the speech tokenizer failed", e);
        }
    }

    /**
     * A speaker vector, not normalised.
     *
     * @param frames filter-bank frames [T, 80], row-major, not centred
     */
    public float[] speaker(float[] frames) throws IOException {
        int bins = 80;
        int count = frames.length / bins;
        var centred = frames.clone();
        for (int b = 0; b < bins; b++) {
            double sum = 0;
            for (int t = 0; t < count; t++) {
                sum += frames[t * bins + b];
            }
            for (int t = 0; t < count; t++) {
                centred[t * bins + b] -= (float) (sum / count);
            }
        }
        try (var input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(centred), new long[] {1, count, bins});
                var result = speaker.run(Map.of("input", input))) {
            return ((float[][]) result.get(0).getValue())[0];
        } catch (OrtException e) {
            throw new IOException("the speaker encoder failed", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tokenizer.close();
            speaker.close();
        } catch (OrtException e) {
            throw new IOException("cannot close the graphs", e);
        }
    }
}
