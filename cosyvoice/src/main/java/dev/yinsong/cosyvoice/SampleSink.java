package dev.yinsong.cosyvoice;

/** Takes the samples of an utterance as they are made. */
@FunctionalInterface
public interface SampleSink {

    /** Takes the next samples, from -1 to 1, at the model's rate. It may wait; what it throws ends the speech. */
    void accept(float[] samples);
}
