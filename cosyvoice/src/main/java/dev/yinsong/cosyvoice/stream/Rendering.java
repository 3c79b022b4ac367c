package dev.yinsong.cosyvoice.stream;

import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.flow.FlowRequest;
import dev.yinsong.cosyvoice.flow.FlowRequest.FlowCache;
import dev.yinsong.cosyvoice.stream.TokenChunks.Chunk;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.tensor.Values;
import dev.yinsong.cosyvoice.vocoder.HiFT;
import dev.yinsong.cosyvoice.vocoder.SoundStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the chunks of one utterance into sound.
 *
 * <p>The flow speaks each chunk with the noise and the content that the chunk before had for their common tokens, and
 * their mel frames fade into each other; from there on the waveform has no seams.
 */
public final class Rendering {

    /**
     * How an utterance is to be spoken.
     *
     * @param speaker the speaker vector
     * @param prompt a sound to go on from
     * @param steps of the flow's solver
     * @param speed 1 as the voice speaks, 2 twice as fast
     * @param flowNoise where the flow starts from
     * @param sourceNoise the vocoder's
     * @param unwanted asked at every step; true ends the work
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, compared by nobody
    public record Manner(
            float[] speaker,
            Optional<FlowRequest.Prompt> prompt,
            int steps,
            double speed,
            Noise flowNoise,
            Noise sourceNoise,
            BooleanSupplier unwanted) {}

    private record Left(Values noise, Values content) {

        FlowCache cache() {
            return new FlowCache(noise.tensor(), content.tensor());
        }
    }

    private final Flow flow;
    private final Manner manner;
    private final MelSeam seam;
    private final Tempo tempo;
    private final SoundStream sound;
    private @Nullable Left left; // by the chunk before
    private long flowNanos, vocoderNanos;

    /** Sound in the voice of a flow. */
    public Rendering(Flow flow, HiFT hift, Manner manner) {
        this.flow = flow;
        this.manner = manner;
        this.seam = new MelSeam(flow.overlapFrames());
        this.tempo = new Tempo(manner.speed());
        this.sound = hift.stream(manner.sourceNoise());
    }

    /**
     * The samples that are settled once a chunk is there; they follow those of the chunk before.
     *
     * @throws java.util.concurrent.CancellationException when it became unwanted
     */
    public float[] sound(Chunk chunk) {
        try (var scope = Scope.open()) {
            long begun = System.nanoTime();
            var mel = Scope.within(() -> mel(chunk));
            long flowed = System.nanoTime();
            var frames = tempo.next(seam.join(mel, chunk.last()), chunk.last());
            var samples = sound.next(frames, chunk.last());
            flowNanos += flowed - begun;
            vocoderNanos += System.nanoTime() - flowed;
            return samples;
        }
    }

    private Tensor mel(Chunk chunk) {
        var spoken = flow.mel(request(chunk), manner.flowNoise());
        left = new Left(
                Values.of(spoken.cache().noise()), Values.of(spoken.cache().content()));
        return spoken.mel();
    }

    private FlowRequest request(Chunk chunk) {
        var request =
                FlowRequest.of(chunk.tokens(), manner.speaker(), manner.steps()).until(manner.unwanted());
        var prompted = manner.prompt().map(request::after).orElse(request);
        return left == null ? prompted : prompted.continuing(left.cache());
    }

    /** Time that the flow has taken. */
    public Duration flowTime() {
        return Duration.ofNanos(flowNanos);
    }

    /** Time that the vocoder has taken. */
    public Duration vocoderTime() {
        return Duration.ofNanos(vocoderNanos);
    }
}
