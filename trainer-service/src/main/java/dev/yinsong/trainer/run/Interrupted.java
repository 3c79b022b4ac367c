package dev.yinsong.trainer.run;

/** A run's work ends between two of its pieces. */
final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean cancelled;

    /** @param cancelled whether the run was cancelled; else this process is to end, and another goes on with the run */
    Interrupted(boolean cancelled) {
        super(cancelled ? "the run was cancelled" : "this process is to end", null, false, false);
        this.cancelled = cancelled;
    }

    /** Whether the run was cancelled. */
    boolean cancelled() {
        return cancelled;
    }
}
