package dev.yinsong.common.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Recordings of any usual format (wav, flac, mp3, ogg, opus, m4a, webm …) to one channel of floats.
 *
 * <p>Strict: what cannot be decoded whole is refused, since a hole or a missing end would teach a voice words that are not
 * heard. Runs on the caller's thread, for some milliseconds a clip; safe to call from several.
 */
public final class AudioDecoder {

    private static final double ROUNDING_SECONDS = 0.2;

    private AudioDecoder() {}

    /**
     * Decodes a file.
     *
     * @param maxSeconds more sound than this is refused without being decoded further
     * @throws UnusableAudio when the recording is empty, of no known format, cut off, damaged or too long
     * @throws IOException when the file cannot be read
     */
    public static DecodedAudio decode(Path file, double maxSeconds) throws IOException {
        FileClaims.check(file);
        try (var reader = new MediaReader(file)) {
            double declared = reader.declaredSeconds();
            refuseLonger(declared, maxSeconds);
            int rate = reader.sampleRate();
            var mix = new ChannelMix(reader.channels());
            while (reader.read(mix)) {
                refuseLonger((double) mix.length() / rate, maxSeconds);
            }
            var sound = new Waveform(mix.mono(), rate);
            refuseLonger(sound.seconds(), maxSeconds);
            checkWhole(sound.seconds(), declared, reader.damagedFrames());
            checkNumbers(sound);
            return new DecodedAudio(sound, reader.source());
        }
    }

    static void refuseLonger(double seconds, double maxSeconds) {
        if (seconds > maxSeconds) {
            throw new UnusableAudio(
                    UnusableAudio.Reason.TOO_LONG,
                    String.format(
                            Locale.ROOT, "The recording is longer than %.1f s: cut it into sentences.", maxSeconds));
        }
    }

    /** @param declared seconds that the file promises, 0 where it promises nothing */
    static void checkWhole(double seconds, double declared, int damaged) {
        // A file that was cut off ends within a frame, which then is the only damaged one.
        if (damaged <= 1 && seconds < declared * 0.99 - ROUNDING_SECONDS) {
            throw new UnusableAudio(
                    UnusableAudio.Reason.TRUNCATED,
                    String.format(
                            Locale.ROOT,
                            "The file promises %.2f s of sound and holds %.2f s: it was cut off.",
                            declared,
                            seconds));
        }
        if (damaged > 0) {
            throw new UnusableAudio(
                    UnusableAudio.Reason.CORRUPT, "The recording has damaged frames: %d.".formatted(damaged));
        }
        if (seconds == 0) {
            throw new UnusableAudio(UnusableAudio.Reason.EMPTY, "The file holds no sound.");
        }
    }

    private static void checkNumbers(Waveform sound) {
        for (float sample : sound.samples()) {
            checkNumber(sample);
        }
    }

    static void checkNumber(float sample) {
        if (!Float.isFinite(sample)) {
            throw new UnusableAudio(UnusableAudio.Reason.CORRUPT, "The recording has samples that are not numbers.");
        }
    }
}
