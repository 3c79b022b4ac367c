package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One version of one voice, ready to speak. Safe for many threads; its owner closes it. */
public interface Talker extends AutoCloseable {

    /**
     * Speaks one piece of text, chunk by chunk: the first sound comes long before the last. What is spoken does not
     * depend on who else speaks, nor on how fast the sink takes it.
     *
     * @param textTokens the ids of the piece
     * @param sink gets each chunk as it is made, on the calling thread
     * @param unwanted asked at every step of the work; true ends it at once
     * @return what was spoken, after the last chunk
     * @throws java.util.concurrent.CancellationException when it became unwanted
     */
    SpokenPiece speak(int[] textTokens, Manner manner, SpeechSink sink, BooleanSupplier unwanted);

    /**
     * Begins with a piece that is to be heard later, such as the next one while this one's sound is being made.
     *
     * @param textTokens the ids of the piece
     * @param unwanted as {@link #speak} asks it
     */
    default Utterance begin(int[] textTokens, Manner manner, BooleanSupplier unwanted) {
        return (sink, drawn) -> {
            drawn.run();
            return speak(textTokens, manner, sink, unwanted);
        };
    }

    /** As {@link #speak}, as one sound; it has no samples when the voice ended before it had said anything. */
    default Waveform speakWhole(int[] textTokens, Manner manner, BooleanSupplier unwanted) {
        var chunks = new ArrayList<Waveform>();
        speak(textTokens, manner, chunks::add, unwanted);
        return joined(chunks);
    }

    private Waveform joined(List<Waveform> chunks) {
        var samples = new float
                [chunks.stream().mapToInt(chunk -> chunk.samples().length).sum()];
        int at = 0;
        for (var chunk : chunks) {
            System.arraycopy(chunk.samples(), 0, samples, at, chunk.samples().length);
            at += chunk.samples().length;
        }
        return new Waveform(samples, sampleRate());
    }

    /** Of every chunk, in hertz. */
    int sampleRate();

    /** Memory that closing this frees, in bytes; what it shares with other voices is not counted. */
    long bytes();

    /** Frees what this voice does not share with the others. */
    @Override
    void close();
}
