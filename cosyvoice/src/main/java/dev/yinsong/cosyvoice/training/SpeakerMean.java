package dev.yinsong.cosyvoice.training;

import java.util.List;

/** The speaker vector of a voice: the mean of its clips' vectors, each of length one, so that none counts more. */
final class SpeakerMean {

    private SpeakerMean() {}

    static float[] of(List<Example> examples) {
        var mean = new double[examples.getFirst().speaker().length];
        for (var example : examples) {
            double norm = 0;
            for (float value : example.speaker()) {
                norm += value * value;
            }
            norm = Math.max(Math.sqrt(norm), 1e-12);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += example.speaker()[i] / norm / examples.size();
            }
        }
        var speaker = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            speaker[i] = (float) mean[i];
        }
        return speaker;
    }
}
