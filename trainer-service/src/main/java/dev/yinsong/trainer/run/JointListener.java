package dev.yinsong.trainer.run;

import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.training.JointTraining;
import dev.yinsong.cosyvoice.training.Progress;
import dev.yinsong.cosyvoice.training.TrainingListener;
import dev.yinsong.trainer.Losses;
import java.util.Map;
import java.util.Optional;

/** Passes on what a training reports to a watch, and what the watch wishes to the training. */
final class JointListener implements TrainingListener {

    private final JointTraining training;
    private final Trainer.Watch watch;
    private Trainer.Wish wish = Trainer.Wish.GO_ON;

    JointListener(JointTraining training, Trainer.Watch watch) {
        this.training = training;
        this.watch = watch;
    }

    /** What was wished last. */
    Trainer.Wish wish() {
        return wish;
    }

    @Override
    public void onProgress(Progress progress) {
        if (progress.step() == 0) {
            watch.began(progress.steps(), losses(progress.heldOut()));
            return;
        }
        wish = watch.after(new Trainer.Step(
                progress.step(),
                progress.steps(),
                losses(progress.losses()),
                progress.heldOut().isEmpty() ? null : losses(progress.heldOut()),
                progress.learningRate(),
                Optional.empty()));
        if (wish == Trainer.Wish.SAVE || wish == Trainer.Wish.LEAVE) {
            watch.save(progress.step(), training::save);
        }
    }

    @Override
    public boolean cancelled() {
        return wish == Trainer.Wish.LEAVE || wish == Trainer.Wish.CANCEL;
    }

    private static Losses losses(Map<Network, Double> losses) {
        return new Losses(losses.get(Network.LLM), losses.get(Network.FLOW));
    }
}
