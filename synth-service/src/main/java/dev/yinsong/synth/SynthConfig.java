package dev.yinsong.synth;

import dev.yinsong.cosyvoice.tensor.Precision;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the service. */
@ConfigMapping(prefix = "yinsong")
public interface SynthConfig {

    /** The folder of the base model that every voice is an adapter of. */
    @WithDefault("models/nano")
    Path model();

    /** Where checkpoints lie: {@code file:/folder} or {@code s3://bucket/prefix}. */
    @WithDefault("data/blobs")
    String blobs();

    /** Whether the service stops when its standard input ends, as it does when the parent process dies. */
    @WithDefault("false")
    boolean exitWithParent();

    /** What concerns this service alone. */
    Synth synth();

    /** Limits and the manner of speaking. */
    interface Synth {

        /** How many requests speak at the same time; their tokens are drawn in one batch. */
        @WithDefault("8")
        @Min(1)
        int threads();

        /** How many of them may have their sound made at the same time; each uses the cores that libtorch gives it. */
        @WithDefault("1")
        @Min(1)
        int renderings();

        /** How many more may wait; beyond them callers get 429. */
        @WithDefault("32")
        @Min(1)
        int queue();

        /** The longest text of one request, in characters. */
        @WithDefault("4096")
        @Min(1)
        int maxCharacters();

        /**
         * The longest that a request may take from its arrival until all is spoken; a request may ask for less. What lies in
         * the buffer then may still be fetched.
         */
        @WithDefault("5m")
        Duration deadline();

        /**
         * How much of a stream may be spoken ahead of a slow client, half a gigabyte at most; beyond it the work waits, and
         * others behind it.
         */
        @WithDefault("4M")
        MemorySize buffer();

        /** The silence between two sentences. */
        @WithDefault("200ms")
        Duration pause();

        /** The memory that trained voices may take beside the base model; the least recently used ones are given up. */
        @WithDefault("4G")
        MemorySize voiceMemory();

        /**
         * Voices that are always in memory, as {@code name} for the current version or {@code name@version}: loaded
         * before the service is ready, never given up.
         */
        Optional<List<String>> pins();

        /** The arithmetic of the base model. */
        @WithDefault("fp32")
        Precision precision();

        /** How long to wait before a broker or blob store that is away is asked again. */
        @WithDefault("2s")
        Duration retry();
    }
}
