package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Runtime;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The language model as the speakers of a batch use it together: the weights of their base, which a step reads once for all
 * of them, and the low-rank update of each speaker. For one thread.
 */
interface SharedLm extends AutoCloseable {

    /** Reads the last token of each utterance and leaves it with the scores of its next one. */
    void step(List<Decoding> utterances);

    @Override
    void close();

    /** On the CPU a team of threads takes the steps in Java, on other devices libtorch does. */
    static SharedLm of(Parameters base, LlmConfig config) {
        if (Runtime.device() == Device.CPU && hasVectors()) {
            return new TeamLm(base, config);
        }
        if (Runtime.device() == Device.CPU) {
            Logger.getLogger(SharedLm.class)
                    .warn(
                            "Speaking takes longer than it needs to: start java with --add-modules jdk.incubator.vector.");
        }
        return new TensorLm(base, config);
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
