package dev.yinsong.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.Optional;

/** Where traces go. */
@ConfigMapping(prefix = "yinsong.traces")
public interface TraceConfig {

    /** The collector's address for OTLP over gRPC, such as {@code http://collector:4317}; absent sends nothing. */
    Optional<String> endpoint();

    /** The share of traces that are sent, of those that nobody has decided about before. */
    @WithDefault("1")
    @DecimalMin("0")
    @DecimalMax("1")
    double ratio();
}
