package dev.yinsong.common.audio;

/** Cuts the silence before and after speech, but for a margin. */
public final class SilenceTrimmer {

    private static final double BEFORE_SECONDS = 0.1;
    private static final double AFTER_SECONDS = 0.2; // words die away slowly

    private SilenceTrimmer() {}

    /** The part with speech in it; nothing at all (no samples) where there is none. */
    public static Waveform trimmed(Waveform sound) {
        var activity = new Activity(sound);
        int first = -1;
        int last = -1;
        for (int t = 0; t < activity.frames(); t++) {
            if (activity.active(t)) {
                first = first < 0 ? t : first;
                last = t;
            }
        }
        if (first < 0) {
            return sound.slice(0, 0);
        }
        int from = first * activity.hop() - (int) (BEFORE_SECONDS * sound.sampleRate());
        int to = (last + 1) * activity.hop() + (int) (AFTER_SECONDS * sound.sampleRate());
        return sound.slice(Math.max(0, from), Math.min(to, sound.samples().length));
    }
}
