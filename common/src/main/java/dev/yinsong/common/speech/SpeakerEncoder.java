package dev.yinsong.common.speech;

import ai.onnxruntime.OnnxJavaType;
import dev.yinsong.common.audio.KaldiFbank;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.BadModel;
import java.nio.file.Path;
import java.util.Map;

/**
 * Speech to a vector that tells who speaks: the graph {@code campplus.onnx}.
 *
 * <p>The graph takes filter-bank energies [1, T, bins] less their mean over time. Safe to share between threads.
 */
public final class SpeakerEncoder implements AutoCloseable {

    private static final int USUAL_BINS = 80;
    private static final double MIN_SECONDS = 0.1;

    private final Graph graph;
    private final String input;
    private final KaldiFbank fbank;

    /** @throws BadModel when the file is not such a graph */
    public SpeakerEncoder(Path file) {
        this.graph = new Graph(file);
        var inputs = graph.inputs();
        var shape = graph.input(0).getShape();
        if (inputs.size() != 1 || shape.length != 3 || graph.input(0).type != OnnxJavaType.FLOAT) {
            graph.close();
            throw new BadModel("%s takes %s, a speaker encoder takes a spectrum [1, T, bins]".formatted(file, inputs));
        }
        this.input = inputs.getFirst().getName();
        this.fbank = new KaldiFbank(shape[2] > 0 ? Math.toIntExact(shape[2]) : USUAL_BINS);
    }

    /**
     * The speaker of a sound at any rate: 192 numbers for CosyVoice's encoder, not normalised.
     *
     * @throws UnusableAudio when it is too short to tell
     */
    public float[] embed(Waveform sound) {
        if (sound.seconds() < MIN_SECONDS) {
            throw new UnusableAudio(UnusableAudio.Reason.EMPTY, "The recording is too short to tell who speaks.");
        }
        var spectrum = fbank.apply(sound.at(KaldiFbank.SAMPLE_RATE)).minusMeanOverTime();
        try (var tensor = graph.floats(spectrum.values(), 1, spectrum.frames(), spectrum.bins())) {
            return graph.run(Map.of(input, tensor), output -> {
                if (output.getInfo().type != OnnxJavaType.FLOAT) {
                    throw new BadModel(graph.file() + " answers with " + output.getInfo() + ", a speaker is floats");
                }
                var vector = new float[output.getFloatBuffer().remaining()];
                output.getFloatBuffer().get(vector);
                return vector;
            });
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
