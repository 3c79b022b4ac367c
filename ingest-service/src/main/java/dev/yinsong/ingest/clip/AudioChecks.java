package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.AudioSource;
import dev.yinsong.common.audio.DecodedAudio;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.ingest.IngestConfig;
import java.util.Locale;

/** Whether a voice can learn from a recording, and the part of it that it learns from. */
final class AudioChecks {

    /** Quieter than any room: nobody speaks there. In dB relative to full scale. */
    private static final double SILENCE = -65;

    /** A sample that a 16-bit converter can't have meant to be larger. */
    private static final double FULL_SCALE = 0.999;

    private AudioChecks() {}

    /**
     * The speech in a recording.
     *
     * @throws AudioRefused when a voice can't learn from it
     */
    static Speech speech(DecodedAudio recording, IngestConfig.Limits limits) {
        checkSource(recording.source(), limits);
        var sound = centred(recording.sound());
        var quality = quality(recording, sound);
        checkSpeech(sound, quality, limits);
        return new Speech(sound, quality);
    }

    private static void checkSource(AudioSource source, IngestConfig.Limits limits) {
        if (source.sampleRate() < limits.minSampleRate()) {
            throw refused(
                    "low-sample-rate",
                    "The recording has %d samples a second, and at least %d are needed.",
                    source.sampleRate(),
                    limits.minSampleRate());
        }
        if (source.channels() > limits.maxChannels()) {
            throw refused(
                    "too-many-channels",
                    "The recording has %d channels, and at most %d are taken.",
                    source.channels(),
                    limits.maxChannels());
        }
    }

    private static void checkSpeech(Waveform speech, Quality quality, IngestConfig.Limits limits) {
        if (quality.level() < SILENCE) {
            throw refused("silent", "The recording is silent.");
        }
        if (quality.level() < limits.minLevel()) {
            throw refused(
                    "too-quiet",
                    "The speech is at %.0f dBFS, and at least %.0f are needed. Record it louder or closer.",
                    quality.level(),
                    limits.minLevel());
        }
        if (quality.clipped() > limits.maxClipped()) {
            throw refused(
                    "clipped",
                    "%.0f %% of the recording is at full scale: it is distorted. Record it with less gain.",
                    100 * quality.clipped());
        }
        if (speech.seconds() < limits.minSeconds()) {
            throw refused(
                    "too-short",
                    "There are %.2f s of speech, and at least %.1f are needed.",
                    speech.seconds(),
                    limits.minSeconds());
        }
    }

    private static AudioRefused refused(String reason, String detail, Object... values) {
        return new AudioRefused(reason, String.format(Locale.ROOT, detail, values));
    }

    /** The sound without its constant part, which is the converter's and not the speaker's. */
    private static Waveform centred(Waveform sound) {
        double sum = 0;
        for (float sample : sound.samples()) {
            sum += sample;
        }
        var mean = sum / Math.max(1, sound.samples().length);
        var centred = new float[sound.samples().length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (sound.samples()[i] - mean);
        }
        return new Waveform(centred, sound.sampleRate());
    }

    private static Quality quality(DecodedAudio recording, Waveform speech) {
        var source = recording.source();
        return new Quality(
                source.container() + "/" + source.codec(),
                source.sampleRate(),
                source.channels(),
                recording.sound().seconds(),
                decibels(speech.rms()),
                decibels(recording.sound().peak()),
                clipped(recording.sound()),
                decibels(speech.rms()));
    }

    private static double clipped(Waveform sound) {
        var clipped = 0;
        for (float sample : sound.samples()) {
            if (Math.abs(sample) >= FULL_SCALE) {
                clipped++;
            }
        }
        return (double) clipped / Math.max(1, sound.samples().length);
    }

    private static double decibels(double amplitude) {
        return 20 * Math.log10(Math.max(amplitude, 1e-6));
    }

    /**
     * What a voice learns from.
     *
     * @param sound trimmed and evened
     * @param quality of the recording that it is from
     */
    record Speech(Waveform sound, Quality quality) {}
}
