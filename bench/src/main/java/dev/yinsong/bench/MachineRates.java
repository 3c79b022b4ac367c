package dev.yinsong.bench;

import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this machine can do at most: large matrix products, and reading weights once for each token. */
final class MachineRates {

    private static final int SIZE = 1024, STREAMED = 8192, REPEATS = 3;

    private MachineRates() {}

    static Map<String, Double> measure() {
        var rates = new LinkedHashMap<String, Double>();
        for (var type : new DType[] {DType.F32, DType.BF16}) {
            var name = type == DType.F32 ? "fp32" : "bf16";
            rates.put("matmul_gflops_" + name, matmul(type));
            rates.put("stream_gbs_" + name, stream(type));
        }
        rates.put("cores", (double) Runtime.getRuntime().availableProcessors());
        return rates;
    }

    private static double matmul(DType type) {
        try (var scope = Scope.open()) {
            var a = Noise.seeded(1).normal(SIZE, SIZE).cast(type);
            double seconds = best(() -> a.matmul(a));
            return 2.0 * SIZE * SIZE * SIZE / seconds / 1e9;
        }
    }

    private static double stream(DType type) {
        try (var scope = Scope.open()) {
            var weights = Tensor.zeros(type, STREAMED, STREAMED);
            var x = Tensor.zeros(type, 1, STREAMED);
            double seconds = best(() -> x.linear(weights, null));
            double bytes = (double) STREAMED * STREAMED * (type == DType.F32 ? Float.BYTES : Short.BYTES);
            return bytes / seconds / 1e9;
        }
    }

    private static double best(Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= REPEATS; i++) {
            try (var scope = Scope.open()) {
                var clock = new Clock();
                work.run();
                best = i == 0 ? best : Math.min(best, clock.lap()); // the first warms up
            }
        }
        return best;
    }
}
