package dev.yinsong.trainer.policy;

import dev.yinsong.trainer.TrainerConfig;

/**
 * When a voice is trained by itself.
 *
 * @param manualOnly whether only somebody's order starts a run
 * @param minClips the fewest clips that it takes
 * @param changedClips how many clips must have come, gone or been corrected since a run last took them
 * @param quietSeconds how long the clips must have stayed as they are
 * @param cooldownSeconds how long after a run's end none starts by itself
 * @param overrides which of these are this voice's own
 */
record PolicyView(
        String voice,
        boolean manualOnly,
        int minClips,
        int changedClips,
        double quietSeconds,
        double cooldownSeconds,
        PolicyOverrides overrides) {

    /** What comes of a voice's own settings and the service's. */
    static PolicyView of(String voice, PolicyOverrides own, TrainerConfig.Policy usual) {
        return new PolicyView(
                voice,
                own.manualOnly() == null ? !usual.enabled() : own.manualOnly(),
                own.minClips() == null ? usual.minClips() : own.minClips(),
                own.changedClips() == null ? usual.changedClips() : own.changedClips(),
                own.quietSeconds() == null ? PolicyRow.seconds(usual.quietPeriod()) : own.quietSeconds(),
                own.cooldownSeconds() == null ? PolicyRow.seconds(usual.cooldown()) : own.cooldownSeconds(),
                own);
    }
}
