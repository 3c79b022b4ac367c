package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.trainer.dataset.Split;
import java.util.Optional;
import java.util.UUID;

/**
 * A run that this pod has the lease of.
 *
 * @param owner the lease's name, another one for each time that a run is taken
 * @param language of the voice
 * @param saved where another pod left off
 * @param screened whether its clips were looked through
 * @param view as it was when it was taken
 */
record Assignment(
        UUID run,
        String voice,
        String owner,
        String language,
        TrainingPlan plan,
        Split<RunClip> clips,
        Optional<BlobRef> saved,
        boolean screened,
        RunView view) {

    /** This run after its clips were looked through. */
    Assignment lookedThrough() {
        return new Assignment(run, voice, owner, language, plan, clips, saved, true, view);
    }

    /** This run with the clips that remain. */
    Assignment with(Split<RunClip> remaining) {
        return new Assignment(run, voice, owner, language, plan, remaining, saved, screened, view);
    }

    /** A clip as the run knows it, whatever becomes of the clip. */
    record RunClip(UUID clip, String language, BlobRef features) {}
}
