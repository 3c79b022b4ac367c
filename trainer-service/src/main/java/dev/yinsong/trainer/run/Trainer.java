package dev.yinsong.trainer.run;

import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.gate.GateReport;
import dev.yinsong.trainer.gate.Rehearsal;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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

    /**
     * Checks a voice archive: its sums, its base, its shapes and numbers.
     *
     * @throws ImportRefused naming what is wrong
     */
    void check(Path archive);

    /** Writes a voice archive again, under another name and number. */
    void rename(Path archive, Path to, String voice, int version);

    /** How a run trains, when it is to be so different from what is configured. */
    TrainingPlan plan(Overrides wanted);

    /**
     * How much better a clip's own text explains its sound than other texts do: see {@code TextMatch}.
     *
     * @param others clips whose texts are tried; those that say the same are left out
     * @return a contrast in nats a speech token, negative for a text that goes with the sound; not a number when no other
     *     text is left
     */
    double contrast(Sample clip, List<Sample> others);

    /**
     * Reads clips to train on. They are not read again: from then on they may be deleted.
     *
     * @throws UncheckedIOException caused by a {@link NoSuchFileException} when a clip's file is not there any more
     */
    Training read(TrainingPlan plan, Split<Sample> clips);

    /** A training that may begin. */
    interface Training {

        /** What it takes, at most. */
        Need need();

        /**
         * Trains in the calling thread, which may take hours.
         *
         * @param saved a folder with what was written for {@link Watch#save} before, to go on from; null to begin
         */
        Ending run(@Nullable Path saved, Watch watch);
    }

    /**
     * What a training takes.
     *
     * @param memoryBytes beside the base
     * @param stateBytes of a saved state
     */
    record Need(long memoryBytes, long stateBytes) {}

    /** A clip's features, as a local safetensors file. */
    record Sample(UUID clip, Path features) {}

    /** Follows a training and steers it. Called in the training thread; what it throws ends the training. */
    interface Watch {

        /** The base was measured on held-out clips, before the first step. Not called when a training goes on. */
        void began(int steps, Losses heldOut);

        /** A step was taken; what should come next? */
        Wish after(Step step);

        /**
         * Keeps a state, for this or another process to go on from. A state that can't be kept now is not worth a run:
         * training goes on.
         *
         * @param state writes it into a fresh, empty folder
         */
        void save(int step, Consumer<Path> state);

        /** The saved state can't be gone on from, so that the training begins anew. */
        void beginsAnew(String why);
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

    /**
     * It is over.
     *
     * @param attempts what was kept, the lowest held-out losses first; at least one
     */
    record Trained(List<Attempt> attempts) implements Ending {}

    /** One thing that came of a training, to be judged. */
    record Attempt(Candidate candidate, Result result) {}

    /**
     * What a training came to.
     *
     * @param stopReason why it ended, in words
     * @param start losses of the first steps on the clips that it learned from
     * @param end losses of the last steps on them
     * @param heldOutStart losses of the base on held-out clips
     * @param heldOutEnd losses of the attempt's candidate on them
     */
    record Result(String stopReason, Losses start, Losses end, Losses heldOutStart, Losses heldOutEnd) {}

    /** Its state was saved, and it can go on. */
    record Left() implements Ending {}

    /** It was given up. */
    record Cancelled() implements Ending {}

    /** A trained adapter. */
    interface Candidate extends AutoCloseable {

        /**
         * Base and candidate, ready to speak a language.
         *
         * @param current the archive of the version that speaks now
         */
        Rehearsal rehearse(String language, Optional<Path> current);

        /** Writes the voice archive. */
        void write(Path archive, Card card);

        @Override
        void close();
    }

    /**
     * What a voice archive says of itself, besides what its candidate knows.
     *
     * @param language of the voice, as in BCP 47
     * @param clips that were learned from
     */
    record Card(
            String voice,
            int version,
            String language,
            UUID run,
            TrainingPlan plan,
            List<UUID> clips,
            List<UUID> heldOutClips,
            Result result,
            GateReport gate) {}
}
