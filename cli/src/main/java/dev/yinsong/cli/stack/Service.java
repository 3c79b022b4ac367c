package dev.yinsong.cli.stack;

import dev.yinsong.cosyvoice.tensor.NativeHeap;
import dev.yinsong.cosyvoice.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of the three services, with the port that clients expect it on. */
public enum Service {
    /** Takes clips. */
    INGEST(8080, "512m"),
    /** Trains voices. */
    TRAINER(8081, "1g"),
    /** Speaks. */
    SYNTH(8082, "1g");

    private final int defaultPort;
    private final String heap;

    Service(int defaultPort, String heap) {
        this.defaultPort = defaultPort;
        this.heap = heap;
    }

    /** The name in messages, log files and databases. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The port of the documented address. */
    public int defaultPort() {
        return defaultPort;
    }

    /** The largest Java heap it gets; tensors live outside. */
    String heap() {
        return heap;
    }

    /**
     * When Java compiles its code well rather than quickly. Three services that start at once on two cores keep each
     * other waiting with it: docs/decisions/0029. Ingest loses little without it. Training and speaking keep it, but not
     * for what only runs while starting: the thresholds are four times Java's.
     */
    List<String> compiler() {
        return this == INGEST
                ? List.of("-XX:TieredStopAtLevel=1")
                : List.of(
                        "-XX:Tier4InvocationThreshold=20000",
                        "-XX:Tier4MinInvocationThreshold=2400",
                        "-XX:Tier4CompileThreshold=60000",
                        "-XX:Tier4BackEdgeThreshold=160000");
    }

    /** Variables of its environment. */
    Map<String, String> environment() {
        return this == TRAINER ? NativeHeap.ofTraining(Precision.BF16) : Map.of();
    }

    /** The program, as the build leaves it under the project's root. */
    Path program(Path root) {
        return root.resolve(label() + "-service/target/quarkus-app/quarkus-run.jar");
    }
}
