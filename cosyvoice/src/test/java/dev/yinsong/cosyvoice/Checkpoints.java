package dev.yinsong.cosyvoice;

import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.nn.Loading;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Precision;
import java.nio.file.Path;

/** Weights of the reference's small models. */
public final class Checkpoints {

    private Checkpoints() {}

    /** A frozen network in F32. */
    public static Parameters load(Path file) {
        return Parameters.frozen(Loading.load(TorchFile.open(file).tensors(), Precision.FP32));
    }
}
