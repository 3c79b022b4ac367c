package dev.yinsong.cosyvoice.training;

/** Watches a training, on its thread. */
public interface TrainingListener {

    /** After each optimiser step, and once before the first with the held-out losses of the start. */
    default void onProgress(Progress progress) {}

    /** Asked after each optimiser step; true ends the training. */
    default boolean cancelled() {
        return false;
    }

    /** Time to {@linkplain JointTraining#save save}, if the training is to survive this process. */
    default void onSavePoint(JointTraining training) {}
}
