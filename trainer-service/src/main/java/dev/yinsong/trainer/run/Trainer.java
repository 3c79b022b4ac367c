package dev.yinsong.trainer.run;

import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.gate.GateReport;
import dev.yinsong.trainer.gate.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fine-tunes the base model on a voice's clips. */
interface Trainer {

    /**
     * Loads the base model; returns at once when it is loaded.
     *
     * @throws RuntimeException naming file and key when the model's files don't fit
     */
    void prepare();

    /** SHA-256 of the base model. */
    String baseHash();

    /** How a run trains, when it is to be so different from what is configured. */
    TrainingPlan plan(Overrides wanted);

    /**
     * Trains in the calling thread, which may take hours.
     *
     * @param saved a folder that {@link Watch#saved} was given before, to go on from; null to begin
     */
    Ending train(TrainingPlan plan, Split<Sample> clips, @Nullable Path saved, Watch watch);

    /** A clip's features, as a local safetensors file. */
    record Sample(UUID clip, Path features) {}

    /** Follows a training and steers it. Called in the training thread; what it throws ends the training. */
    interface Watch {

        /** The base was measured on held-out clips, before the first step. Not called when a training goes on. */
        void began(int steps, Losses heldOut);

        /** A step was taken; what should come next? */
        Wish after(Step step);

        /** A fresh, empty folder for a state. */
        Path folder();

        /** The state was written into the folder. */
        void saved(Path folder, int step);
    }

    /**
     * A step of the optimizer.
     *
     * @param step counted from 1
     * @param steps as many as there may be
     * @param learned losses of this step's clips
     * @param heldOut losses on held-out clips, when they were measured now
     * @param note what there is to say in words, such as that a module stopped
     */
    record Step(
            int step,
            int steps,
            Losses learned,
            @Nullable Losses heldOut,
            double learningRate,
            Optional<String> note) {}

    /** What should come after a step. */
    enum Wish {
        /** The next step. */
        GO_ON,
        /** Saving the state, then the next step. */
        SAVE,
        /** Saving the state, then {@link Left}. */
        LEAVE,
        /** Nothing: {@link Cancelled}. */
        CANCEL
    }

    /** How a training ended. */
    sealed interface Ending {}

    /** It is over. */
    record Trained(Candidate candidate, Result result) implements Ending {}

    /**
     * What a training came to.
     *
     * @param stopReason why it ended, in words
     * @param start losses of the first steps on the clips that it learned from
     * @param end losses of the last steps on them
     * @param heldOutStart losses of the base on held-out clips
     * @param heldOutEnd losses of the candidate on them
     */
    record Result(String stopReason, Losses start, Losses end, Losses heldOutStart, Losses heldOutEnd) {}

    /** Its state was saved, and it can go on. */
    record Left() implements Ending {}

    /** It was given up. */
    record Cancelled() implements Ending {}

    /** A trained adapter. */
    interface Candidate extends AutoCloseable {

        /** Base and candidate, ready to speak a language. */
        Rehearsal rehearse(String language);

        /** Writes the voice archive. */
        void write(Path archive, Card card);

        @Override
        void close();
    }

    /**
     * What a voice archive says of itself, besides what its candidate knows.
     *
     * @param clips that were learned from
     */
    record Card(
            String voice,
            int version,
            UUID run,
            TrainingPlan plan,
            List<UUID> clips,
            List<UUID> heldOutClips,
            Result result,
            GateReport gate) {}
}
