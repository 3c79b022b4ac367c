package dev.yinsong.common.speech;

import ai.onnxruntime.OnnxJavaType;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.audio.WhisperLogMel;
import dev.yinsong.common.model.BadModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Speech to the tokens that the language model speaks in: the graph {@code speech_tokenizer_v1.onnx}.
 *
 * <p>The graph takes a log-mel spectrum [1, mels, T] and its length [1], and answers with whole numbers. Safe to share
 * between threads.
 */
public final class SpeechTokenizer implements AutoCloseable {

    /** The graph was never shown more than this at once. */
    public static final double MAX_SECONDS = 30;

    private static final int USUAL_MELS = 128;
    private static final double MIN_SECONDS = 0.05;

    private final Graph graph;
    private final String feats, length;
    private final WhisperLogMel logMel;

    /** @throws BadModel when the file is not such a graph */
    public SpeechTokenizer(Path file) {
        this.graph = new Graph(file);
        var inputs = graph.inputs();
        var shape = graph.input(0).getShape();
        if (inputs.size() != 2 || shape.length != 3 || graph.input(0).type != OnnxJavaType.FLOAT) {
            graph.close();
            throw new BadModel("%s takes %s, a speech tokenizer takes a spectrum [1, mels, T] and its length"
                    .formatted(file, inputs));
        }
        this.feats = inputs.get(0).getName();
        this.length = inputs.get(1).getName();
        this.logMel = new WhisperLogMel(shape[1] > 0 ? Math.toIntExact(shape[1]) : USUAL_MELS);
    }

    /**
     * The tokens of a sound at any rate.
     *
     * @throws UnusableAudio when it is longer than 30 s or too short to hold any
     */
    public int[] tokens(Waveform sound) {
        if (sound.seconds() > MAX_SECONDS) {
            throw new UnusableAudio(
                    UnusableAudio.Reason.TOO_LONG,
                    String.format(
                            Locale.ROOT,
                            "The recording is %.1f s long, at most %.0f s can be used.",
                            sound.seconds(),
                            MAX_SECONDS));
        }
        if (sound.seconds() < MIN_SECONDS) {
            throw new UnusableAudio(UnusableAudio.Reason.EMPTY, "The recording is too short to hold any speech.");
        }
        var spectrum = logMel.apply(sound.at(WhisperLogMel.SAMPLE_RATE));
        try (var input = graph.floats(spectrum.transposed(), 1, spectrum.bins(), spectrum.frames());
                var frames = graph.count(spectrum.frames(), 1)) {
            return graph.run(Map.of(feats, input, length, frames), output -> switch (output.getInfo().type) {
                case INT32 -> {
                    var ids = new int[output.getIntBuffer().remaining()];
                    output.getIntBuffer().get(ids);
                    yield ids;
                }
                case INT64 -> {
                    var ids = new long[output.getLongBuffer().remaining()];
                    output.getLongBuffer().get(ids);
                    yield Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
                }
                default ->
                    throw new BadModel(
                            graph.file() + " answers with " + output.getInfo() + ", tokens are whole numbers");
            });
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
