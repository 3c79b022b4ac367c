package dev.yinsong.common.audio;

import java.util.List;

/** Measures a recording and judges it by a policy. */
final class ClipInspection {

    private static final double SILENT_DBFS = -70;
    private static final double QUIET_DBFS = -38;
    private static final double FULL_SCALE = 0.999;
    private static final int GOOD_RATE = 22050;
    private static final double NARROW_HERTZ = 7000;
    private static final double NO_SPEECH_DB = 6;
    private static final double NOISY_DB = 20;
    private static final double LITTLE_SPEECH = 0.1;
    private static final double SOME_SPEECH = 0.35;

    private final AudioSource source;
    private final Waveform recorded;
    private final Waveform sound; // without its constant part
    private final Waveform trimmed;
    private final ClipPolicy policy;
    private final Activity activity;

    /**
     * @param sound without its constant part
     * @param trimmed the same without silence at its ends
     */
    ClipInspection(DecodedAudio recording, Waveform sound, Waveform trimmed, ClipPolicy policy) {
        this.source = recording.source();
        this.recorded = recording.sound();
        this.sound = sound;
        this.trimmed = trimmed;
        this.policy = policy;
        this.activity = new Activity(sound);
    }

    ClipQuality quality() {
        return new ClipQuality(
                source,
                List.of(
                        sampleRate(),
                        channels(),
                        seconds(),
                        level(),
                        clipped(),
                        range(),
                        speechRatio(),
                        speechSeconds(),
                        bandwidth(),
                        peak(),
                        loudness()));
    }

    private Measurement sampleRate() {
        int rate = source.sampleRate();
        if (rate < policy.minSampleRate()) {
            return Measurement.reject(
                    "sample_rate",
                    rate,
                    "Hz",
                    "Recorded at %d Hz: record at %d Hz or more.",
                    rate,
                    policy.minSampleRate());
        }
        return rate < GOOD_RATE
                ? Measurement.warn(
                        "sample_rate", rate, "Hz", "Recorded at %d Hz: 24000 Hz or more would sound brighter.", rate)
                : Measurement.ok("sample_rate", rate, "Hz");
    }

    private Measurement channels() {
        int channels = source.channels();
        return channels > policy.maxChannels()
                ? Measurement.reject(
                        "channels",
                        channels,
                        "",
                        "The recording has %d channels: send at most %d.",
                        channels,
                        policy.maxChannels())
                : Measurement.ok("channels", channels, "");
    }

    private Measurement seconds() {
        double seconds = sound.seconds();
        if (seconds > policy.maxSeconds()) {
            return Measurement.reject(
                    "seconds",
                    seconds,
                    "s",
                    "The recording is %.1f s long: cut it into sentences of at most %.0f s.",
                    seconds,
                    policy.maxSeconds());
        }
        return seconds < policy.minSeconds()
                ? Measurement.reject(
                        "seconds",
                        seconds,
                        "s",
                        "The recording is %.2f s long: say a whole sentence, at least %.1f s.",
                        seconds,
                        policy.minSeconds())
                : Measurement.ok("seconds", seconds, "s");
    }

    private Measurement level() {
        double level = Decibels.ofAmplitude(sound.rms());
        if (level < SILENT_DBFS) {
            return Measurement.reject("rms", level, "dBFS", "The recording is silent: check the microphone.");
        }
        if (level < policy.minLevel()) {
            return Measurement.reject(
                    "rms",
                    level,
                    "dBFS",
                    "The recording is too quiet (%.0f dBFS): move closer to the microphone.",
                    level);
        }
        return level < QUIET_DBFS
                ? Measurement.warn(
                        "rms",
                        level,
                        "dBFS",
                        "The recording is quiet (%.0f dBFS): move closer to the microphone.",
                        level)
                : Measurement.ok("rms", level, "dBFS");
    }

    private Measurement clipped() {
        int clipped = 0;
        for (float sample : recorded.samples()) {
            clipped += Math.abs(sample) >= FULL_SCALE ? 1 : 0;
        }
        double share = (double) clipped / Math.max(1, recorded.samples().length);
        if (share >= policy.maxClipped()) {
            return Measurement.reject(
                    "clipped",
                    clipped,
                    "",
                    "Of the samples %.0f %% are clipped: turn the recording level down.",
                    100 * share);
        }
        return share > policy.maxClipped() / 20
                ? Measurement.warn(
                        "clipped", clipped, "", "Clipped samples: %d. Turn the recording level down.", clipped)
                : Measurement.ok("clipped", clipped, "");
    }

    private Measurement peak() {
        return Measurement.ok("peak", Decibels.ofAmplitude(recorded.peak()), "dBFS");
    }

    private Measurement range() {
        double range = activity.range();
        if (range < NO_SPEECH_DB) {
            return Measurement.reject("snr", range, "dB", "No speech stands out: there is only a steady sound.");
        }
        return range < NOISY_DB
                ? Measurement.warn(
                        "snr", range, "dB", "The room is noisy (%.0f dB under the voice): find a quieter one.", range)
                : Measurement.ok("snr", range, "dB");
    }

    private Measurement speechRatio() {
        double ratio = activity.ratio();
        if (ratio < LITTLE_SPEECH) {
            return Measurement.reject(
                    "speech_ratio", 100 * ratio, "%", "Only %.0f %% of the recording is speech.", 100 * ratio);
        }
        return ratio < SOME_SPEECH
                ? Measurement.warn(
                        "speech_ratio",
                        100 * ratio,
                        "%",
                        "Only %.0f %% of the recording is speech: leave shorter pauses.",
                        100 * ratio)
                : Measurement.ok("speech_ratio", 100 * ratio, "%");
    }

    private Measurement speechSeconds() {
        double seconds = trimmed.seconds();
        return seconds < policy.minSeconds()
                ? Measurement.reject(
                        "speech_seconds", seconds, "s", "There is too little speech: say a whole sentence.")
                : Measurement.ok("speech_seconds", seconds, "s");
    }

    private Measurement bandwidth() {
        double hertz = Bandwidth.of(sound);
        return hertz < NARROW_HERTZ
                ? Measurement.warn(
                        "bandwidth",
                        hertz,
                        "Hz",
                        "Nothing sounds above %.1f kHz, as over a telephone: use the original recording.",
                        hertz / 1000)
                : Measurement.ok("bandwidth", hertz, "Hz");
    }

    private Measurement loudness() {
        return Measurement.ok("loudness", Loudness.integrated(sound), "LUFS");
    }
}
