package dev.yinsong.trainer.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a voice's policy is not the service's. */
@Entity
@Table(name = "voice_policy")
class PolicyRow {

    private static final double MILLIS = 1000;

    @Id
    private String voice;

    @Column(name = "manual_only")
    private @Nullable Boolean manualOnly;

    @Column(name = "min_clips")
    private @Nullable Integer minClips;

    @Column(name = "changed_clips")
    private @Nullable Integer changedClips;

    @Column(name = "quiet_seconds")
    private @Nullable Double quietSeconds;

    @Column(name = "cooldown_seconds")
    private @Nullable Double cooldownSeconds;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected PolicyRow() {}

    PolicyRow(String voice) {
        this.voice = voice;
    }

    PolicyOverrides overrides() {
        return new PolicyOverrides(manualOnly, minClips, changedClips, quietSeconds, cooldownSeconds);
    }

    void replace(PolicyOverrides overrides) {
        manualOnly = overrides.manualOnly();
        minClips = overrides.minClips();
        changedClips = overrides.changedClips();
        quietSeconds = overrides.quietSeconds();
        cooldownSeconds = overrides.cooldownSeconds();
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    @Override
    public String toString() {
        return "policy of " + voice + ": " + overrides();
    }
}
