package dev.yinsong.cosyvoice;

import dev.yinsong.common.model.SpeechLength;
import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.lm.BatchedDecoder;
import dev.yinsong.cosyvoice.lm.Decoding;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.vocoder.HiFT;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What the voices of one base share when they speak: the decoder that draws the tokens of all of them, the vocoder, and
 * the places for flow and vocoder to work in.
 */
final class Studio implements AutoCloseable {

    private final BatchedDecoder decoder;
    private final HiFT vocoder;
    private final Semaphore places;
    private final SpeechLength length;
    private final boolean packing;

    /**
     * A studio.
     *
     * @param llm the base's language model
     * @param precision of the language model and the flow
     * @param length how long the base lets speech become
     */
    Studio(
            Parameters llm,
            LlmConfig config,
            Precision precision,
            HiFT vocoder,
            SpeechLength length,
            Capacity capacity) {
        this.packing = precision == Precision.BF16 && Runtime.device() == Device.CPU;
        this.decoder = new BatchedDecoder(llm, config, capacity.batch());
        this.vocoder = vocoder;
        this.length = length;
        this.places = new Semaphore(capacity.renderings(), true);
    }

    BatchedDecoder decoder() {
        return decoder;
    }

    /** What ended all speaking for good, if anything did. */
    Optional<Throwable> failure() {
        return decoder.failure();
    }

    HiFT vocoder() {
        return vocoder;
    }

    /** A flow's weights as they are read fastest. */
    Weights weights(Parameters flow) {
        return packing ? flow.weights().packing() : flow.weights();
    }

    /** How many speech tokens a text of so many tokens may become. */
    Decoding.Limits limits(int textTokens) {
        return Decoding.Limits.forText(textTokens, length);
    }

    /** Makes sound when there is a place for it, first come, first served. */
    float[] render(Supplier<float[]> sound) {
        places.acquireUninterruptibly();
        try {
            return sound.get();
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
