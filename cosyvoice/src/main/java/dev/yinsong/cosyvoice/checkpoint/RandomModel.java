package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.TensorPlan;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.ExpectedKeys;
import dev.yinsong.cosyvoice.config.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Networks whose weights are drawn by lot: where training from nothing begins, and what benchmarks and tests run on.
 *
 * <p>Matrices and kernels have the variance 1/inputs, norms start as the identity, biases at zero. One tensor at a time
 * is in memory, so a model may be larger than the heap.
 */
public final class RandomModel {

    private RandomModel() {}

    /** Writes {@code cosyvoice.yaml} and the three networks' files into a directory, which is made if need be. */
    public static void write(String yaml, Path directory, long seed) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("cosyvoice.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a model into " + directory + ": " + e.getMessage(), e);
        }
        var config = CosyVoiceConfig.read(directory.resolve("cosyvoice.yaml"));
        for (var network : Network.values()) {
            TorchFile.writePlanned(directory.resolve(network.key() + ".pt"), plans(network, config, seed));
        }
    }

    /** The tensors of one network, in upstream's order. */
    public static List<TensorPlan> plans(Network network, CosyVoiceConfig config, long seed) {
        return ExpectedKeys.of(network, config).shapes().entrySet().stream()
                .map(key -> new TensorPlan(
                        key.getKey(), DType.F32, key.getValue(), () -> draw(key.getKey(), key.getValue(), seed)))
                .toList();
    }

    private static ByteBuffer draw(String name, long[] shape, long seed) {
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        var bytes = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        var random = new SplittableRandom(seed * 31 + name.hashCode());
        boolean vector = shape.length == 1;
        boolean scale = vector && name.endsWith(".weight") || name.endsWith("alpha") || name.endsWith("weight_g");
        double deviation = vector ? 0 : 1 / Math.sqrt(inputs(shape));
        for (int i = 0; i < count; i++) {
            double value = scale ? 1 : deviation == 0 ? 0 : deviation * random.nextGaussian();
            bytes.putFloat((float) value);
        }
        return bytes.flip();
    }

    private static long inputs(long[] shape) {
        return Arrays.stream(shape, 1, shape.length).reduce(1, Math::multiplyExact);
    }
}
