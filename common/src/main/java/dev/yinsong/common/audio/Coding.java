package dev.yinsong.common.audio;

import java.util.List;

/**
 * How ffmpeg writes a format.
 *
 * @param muxer ffmpeg's name of the file format
 * @param encoder ffmpeg's name of the encoder
 * @param planarFloat whether the encoder takes floats, or 16-bit samples
 * @param bitRate in bits a second; 0 leaves it to the encoder
 * @param rates that the format can carry, in hertz, ascending; none means any
 */
record Coding(String muxer, String encoder, boolean planarFloat, int bitRate, List<Integer> rates) {

    private static final List<Integer> MPEG_RATES =
            List.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000);

    /** @throws IllegalArgumentException for a format that needs no encoder */
    static Coding of(AudioFormat format) {
        return switch (format) {
            case MP3 -> new Coding("mp3", "libmp3lame", true, 96_000, MPEG_RATES);
            case AAC -> new Coding("adts", "aac", true, 96_000, MPEG_RATES);
            case OPUS -> new Coding("opus", "libopus", false, 64_000, List.of(48_000));
            case FLAC -> new Coding("flac", "flac", false, 0, List.of());
            case WAV, PCM -> throw new IllegalArgumentException(format + " needs no codec");
        };
    }

    /** The lowest rate that carries all of a sound, or the highest that there is, in hertz. */
    int rateFor(int sampleRate) {
        return rates.stream()
                .filter(rate -> rate >= sampleRate)
                .findFirst()
                .orElse(rates.isEmpty() ? sampleRate : rates.getLast());
    }
}
