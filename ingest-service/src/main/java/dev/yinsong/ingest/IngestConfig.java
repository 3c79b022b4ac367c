package dev.yinsong.ingest;

import dev.yinsong.common.audio.ClipPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the ingest service. */
@ConfigMapping(prefix = "yinsong")
public interface IngestConfig {

    /** The base model's directory; its speech tokenizer, speaker encoder and vocabulary are used here. */
    @WithDefault("models/nano")
    Path model();

    /** Where audio and features are kept: a folder, {@code file:/…} or {@code s3://bucket/prefix}. */
    @WithDefault("data/blobs")
    String blobs();

    /** Whether to stop when standard input ends, as it does when the process that started this one dies. */
    @WithDefault("false")
    boolean exitWithParent();

    /** What is done about a voice without its speaker's consent. */
    @WithName("ingest.consent")
    @WithDefault("ask")
    ConsentPolicy consent();

    /**
     * How long the features of a corrected clip stay in the store: a run that began before the correction may still read
     * them.
     */
    @WithName("ingest.outdated-features-stay")
    @WithDefault("1h")
    Duration outdatedFeaturesStay();

    /** How long the answer to a request with an Idempotency-Key is kept. */
    @WithName("ingest.idempotency-keys-stay")
    @WithDefault("24h")
    Duration idempotencyKeysStay();

    /** What a clip must be like. */
    @WithName("ingest.limits")
    Limits limits();

    /** How much may come in one upload of many clips. */
    @WithName("ingest.uploads")
    Uploads uploads();

    /** How much is done at once. */
    @WithName("ingest.pool")
    Pool pool();

    /** The outbox is looked at so often, besides right after each upload. */
    @WithName("ingest.relay-every")
    @WithDefault("1s")
    Duration relayEvery();

    /** What is done about a voice without its speaker's consent. */
    enum ConsentPolicy {
        /** It is collected for, and its owner is told that consent is missing. */
        ASK,
        /** It can't be made, and takes no clips. */
        REQUIRE
    }

    /** What a clip must be like. */
    interface Limits {

        /** The largest file, in bytes. */
        @WithDefault("32M")
        MemorySize audio();

        /** The shortest speech after silence is trimmed, in seconds. */
        @WithDefault("0.5")
        @DecimalMin("0.1")
        double minSeconds();

        /** The longest clip, in seconds; CosyVoice takes no more than 30. */
        @WithDefault("30")
        @DecimalMin("1")
        double maxSeconds();

        /** The lowest sample rate of a source, in hertz. */
        @WithDefault("16000")
        int minSampleRate();

        /** The most channels of a source. */
        @WithDefault("2")
        int maxChannels();

        /** The quietest speech, in dB relative to full scale, as root mean square. */
        @WithDefault("-45")
        double minLevel();

        /** The most samples at full scale, as a share of all. */
        @WithDefault("0.01")
        double maxClipped();

        /** The most speech that a voice may have. */
        @WithDefault("10h")
        Duration voice();

        /** The longest transcript, in characters. */
        @WithDefault("1000")
        @Min(1)
        int maxCharacters();

        /** These limits as the checks take them. */
        default ClipPolicy policy() {
            return new ClipPolicy(minSeconds(), maxSeconds(), minSampleRate(), maxChannels(), minLevel(), maxClipped());
        }
    }

    /** How much may come in one upload of many clips. */
    interface Uploads {

        /** The largest upload, in bytes. */
        @WithDefault("512M")
        MemorySize size();

        /** The most files in an upload or an archive, or lines of a transcript. */
        @WithDefault("1000")
        @Min(1)
        int entries();

        /** All files of an archive together, in bytes. */
        @WithDefault("1G")
        MemorySize inflated();

        /** How many times larger an archive's file may be than it is packed. */
        @WithDefault("100")
        @Min(1)
        int ratio();

        /** The longest recording that is cut. */
        @WithDefault("30m")
        Duration recording();
    }

    /** How much is done at once. */
    interface Pool {

        /** Clips that are worked on at the same time. */
        @WithDefault("2")
        @Min(1)
        int threads();

        /** Clips that wait; beyond them callers are told to come back. */
        @WithDefault("32")
        @Min(0)
        int queue();

        /** When callers are told to come back. */
        @WithDefault("2s")
        Duration retryAfter();
    }
}
