package dev.yinsong.trainer.run;

import dev.yinsong.trainer.TrainerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Locale;

/** Looks before a run begins whether this machine has room for it, and says what to change if it has not. */
@ApplicationScoped
class Preflight {

    private static final double MIB = 1 << 20;
    private static final int COPIES = 3; // a saved state as a folder, as a zip and beside the one before

    private final Machine machine;
    private final Path work;
    private final long spareDisk;

    Preflight(Machine machine, TrainerConfig config) {
        this.machine = machine;
        this.work = config.work();
        this.spareDisk = config.training().spareDisk().asLongValue();
    }

    /**
     * Does nothing when there is room.
     *
     * @throws NoRoom saying how much is needed, how much there is, and what needs less
     */
    void check(TrainingPlan plan, Trainer.Need need) {
        long memory = machine.freeMemory();
        if (need.memoryBytes() > memory) {
            throw new NoRoom(
                    say("training needs about %.0f MiB of memory and %.0f MiB are free. ", need.memoryBytes(), memory)
                            + advice(plan));
        }
        long disk = machine.freeDisk(work);
        long wanted = COPIES * need.stateBytes() + spareDisk;
        if (wanted > disk) {
            throw new NoRoom(say("a run needs %.0f MiB of disk and %.0f MiB are free in ", wanted, disk) + work
                    + ". Free some, or set yinsong.work to a folder where there is more.");
        }
    }

    /** What takes less memory than a plan does. */
    static String advice(TrainingPlan plan) {
        return ("Use a smaller frame budget (frameBudget, now %d mel frames), fewer clips at once"
                        + " (yinsong.trainer.training.clips-at-once, now %d), lower ranks (llmRank and flowRank, now %d and %d)"
                        + " or bf16 (yinsong.trainer.training.precision), or a machine with more memory.")
                .formatted(
                        plan.training().frameBudget(),
                        plan.clipsAtOnce(),
                        plan.training().llm().rank(),
                        plan.training().flow().rank());
    }

    private static String say(String format, long needed, long free) {
        return String.format(Locale.ROOT, format, needed / MIB, free / MIB);
    }

    /** This machine is too small for the run. */
    static final class NoRoom extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoRoom(String message) {
            super(message);
        }
    }
}
