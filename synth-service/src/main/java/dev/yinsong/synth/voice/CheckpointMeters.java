package dev.yinsong.synth.voice;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Tells what became of checkpoints, in the metrics and, where somebody should look at it, in the log. */
final class CheckpointMeters {

    private static final Logger LOG = Logger.getLogger(CheckpointMeters.class);

    private final MeterRegistry meters;

    CheckpointMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void loaded(Checkpoint checkpoint) {
        count("loaded");
        LOG.infof("voice %s speaks with version %d", checkpoint.voice(), checkpoint.version());
    }

    void refused(Checkpoint checkpoint, String reason) {
        count("refused");
        LOG.errorf("%s is refused: %s", checkpoint, reason);
    }

    void retired(String voice) {
        count("retired");
        LOG.infof("voice %s is retired", voice);
    }

    /** A message that is no checkpoint at all. */
    void malformed() {
        count("malformed");
    }

    private void count(String outcome) {
        meters.counter("yinsong.synth.checkpoints", "outcome", outcome).increment();
    }
}
