package dev.yinsong.trainer;

import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Settings of the trainer service. */
@ConfigMapping(prefix = "yinsong")
public interface TrainerConfig {

    /** The base model's directory. */
    @WithDefault("models/nano")
    Path model();

    /** Where features, saved states and voices are kept: a folder, {@code file:/…} or {@code s3://bucket/prefix}. */
    @WithDefault("data/blobs")
    String blobs();

    /** A local folder for files that a run needs while it goes on; pods don't share it. */
    @WithDefault("${java.io.tmpdir}/yinsong-trainer")
    Path work();

    /** Whether to stop when standard input ends, as it does when the process that started this one dies. */
    @WithDefault("false")
    boolean exitWithParent();

    /** When a voice is trained by itself. */
    @WithName("trainer.policy")
    Policy policy();

    /** How pods share the runs. */
    @WithName("trainer.lease")
    Lease lease();

    /** How clips are found whose text is not what is said. */
    @WithName("trainer.screening")
    Screening screening();

    /** How a run trains, where it is not to be as the base model advises. */
    @WithName("trainer.training")
    Training training();

    /** How a candidate is judged. */
    @WithName("trainer.gate")
    Gate gate();

    /** How often a run says how far it is while it takes no steps: looking through clips, listening to sentences. */
    @WithName("trainer.tell-every")
    @WithDefault("5s")
    Duration tellEvery();

    /** The outbox is looked at so often, besides right after each change. */
    @WithName("trainer.relay-every")
    @WithDefault("1s")
    Duration relayEvery();

    /** How often blobs are deleted that versions and runs have let go of. */
    @WithName("trainer.sweep-every")
    @WithDefault("30s")
    Duration sweepEvery();

    /** When a voice is trained by itself, where the voice has no settings of its own. */
    interface Policy {

        /** Whether runs are queued by themselves; otherwise only when somebody orders one. */
        @WithDefault("true")
        boolean enabled();

        /** The fewest clips that a voice is trained on by itself. */
        @WithDefault("10")
        @Min(4)
        int minClips();

        /** How long a voice's clips must have stayed as they are. */
        @WithDefault("20s")
        Duration quietPeriod();

        /** How many clips must have come, gone or been corrected since a run last took a voice's clips. */
        @WithDefault("1")
        @Min(1)
        int changedClips();

        /** How long after the end of a voice's run none is started by itself. */
        @WithDefault("0s")
        Duration cooldown();

        /** How often voices are looked at. */
        @WithDefault("1s")
        Duration every();
    }

    /** How pods share the runs. */
    interface Lease {

        /** How long a run stays with a pod that is not heard of; it is renewed three times as often. */
        @WithDefault("30s")
        Duration length();

        /** How often an idle pod looks for a run. */
        @WithDefault("1s")
        Duration poll();

        /** How often a run's state is saved, for another pod to go on from. */
        @WithDefault("60s")
        Duration saveEvery();

        /** How often in a row a run may be started and save nothing new before it is given up. */
        @WithDefault("5")
        @Min(1)
        int attempts();

        /** How long an orderly stop waits for the run's state to be saved. */
        @WithDefault("60s")
        Duration stopGrace();
    }

    /** How clips are found whose text is not what is said. */
    interface Screening {

        /** Whether a run looks through its clips before it takes them. */
        @WithDefault("true")
        boolean enabled();

        /** With how many texts of other clips a clip's own text is compared. */
        @WithDefault("4")
        @Min(1)
        int otherTexts();

        /** The fewest clips that are compared with each other. */
        @WithDefault("8")
        @Min(4)
        int leastClips();

        /**
         * The median advantage of clips' own texts that shows that the base hears what is said, as a contrast in nats a
         * speech token: clips are judged only if theirs is below.
         */
        @WithDefault("-0.1")
        double discriminatesBelow();

        /** How many standard deviations above the median a clip's contrast is an outlier. */
        @WithDefault("3.5")
        @DecimalMin("1")
        double outlierAbove();

        /** A suspect clip has less than this share of the median advantage. */
        @WithDefault("0.25")
        @DecimalMin("0")
        double remaining();

        /** The largest share of a voice's clips that is left out. */
        @WithDefault("0.25")
        double most();
    }

    /** How a run trains, where it is not to be as the base model advises. */
    interface Training {

        /** What the frozen weights are kept in. */
        @WithDefault("fp32")
        Precision precision();

        /** Where training runs. */
        @WithDefault("cpu")
        Device device();

        /** Threads of one operation of the networks; as many as there are processors where absent. */
        OptionalInt threads();

        /** The most passes over the clips. */
        OptionalInt epochs();

        /** AdamW's highest rate. */
        OptionalDouble learningRate();

        /** Where every random choice of a run begins. */
        OptionalLong seed();

        /** The language model stops at this loss, in nats a token. */
        OptionalDouble llmThreshold();

        /** The flow stops at this mean squared error. */
        OptionalDouble flowThreshold();

        /** The most mel frames of a clip that the flow sees at once; fewer need less memory. */
        OptionalInt frameBudget();

        /** Evaluations without gain before a module stops. */
        OptionalInt patience();

        /**
         * How many clips of a step go through a network together: more are quicker and need more memory. Where absent,
         * up to eight for a small base, and one for a large base, whose operations are large enough alone.
         */
        OptionalInt clipsAtOnce();

        /** How many of the states with the lowest held-out losses are kept, for the gate to try one after another. */
        @WithDefault("2")
        @Min(1)
        int keepBest();

        /** How much disk must stay free beside what a run needs. */
        @WithDefault("256M")
        MemorySize spareDisk();

        /**
         * Below this loss of the language model, in nats a token, a run warns of overfitting; where absent, below the
         * loss at which it stops.
         */
        OptionalDouble overfitBelowNats();

        /** A loss that falls by more than this share within ten steps is warned of. */
        @WithDefault("0.5")
        @DecimalMin("0.01")
        double abruptFall();
    }

    /** How a candidate is judged. */
    interface Gate {

        /** How many sentences base and candidate speak, of those there are; 0 judges by the losses alone. */
        @WithDefault("8")
        @Min(0)
        int sentences();

        /** What they speak, by language, one sentence a line of the list; languages that are absent use English. */
        Map<String, List<String>> texts();

        /** A sentence runs on when it is longer than this times the length that the clips suggest. */
        @WithDefault("3")
        @DecimalMin("1")
        double runsOnAbove();

        /** A sentence stops short when it is shorter than this times the length that the clips suggest. */
        @WithDefault("0.3")
        double stopsShortBelow();

        /** The share of sentences that may run on or stop short. */
        @WithDefault("0")
        double tolerated();

        /**
         * How many more of the speech tokens asked for may be missed than by the base, per token. Two sentences differ by a
         * twentieth or so by chance.
         */
        @WithDefault("0.15")
        double tokenTolerance();

        /**
         * The share of the base's text fit that must be left: how much better than other texts a sentence explains the
         * sound that was heard. It falls with the words.
         */
        @WithDefault("0.8")
        double wordsKept();

        /** How far the speaker similarity may be below that of the version that speaks now. */
        @WithDefault("0.02")
        double similarityTolerance();

        /** Steps of the flow's solver; the model's own number where absent. */
        @Min(1)
        OptionalInt flowSteps();
    }
}
