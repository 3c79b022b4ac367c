package dev.yinsong.common.audio;

/**
 * A recording made ready for training, and how good it was.
 *
 * @param sound one channel at the recording's rate, without constant part and outer silence, at an even loudness
 * @param quality of the recording as it came; a rejected one must not be used
 */
public record PreparedClip(Waveform sound, ClipQuality quality) {

    private static final double LOWEST_LUFS = -23;
    private static final double HIGHEST_LUFS = -20;
    private static final double TRUE_PEAK_LIMIT = -1;

    /** Measures, trims and evens out a recording. */
    public static PreparedClip of(DecodedAudio recording, ClipPolicy policy) {
        var centred = recording.sound().centred();
        var trimmed = SilenceTrimmer.trimmed(centred);
        var quality = new ClipInspection(recording, centred, trimmed, policy).quality();
        var even = Loudness.normalised(trimmed, LOWEST_LUFS, HIGHEST_LUFS, TRUE_PEAK_LIMIT);
        return new PreparedClip(even, quality);
    }
}
