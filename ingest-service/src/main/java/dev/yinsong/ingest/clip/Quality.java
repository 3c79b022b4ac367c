package dev.yinsong.ingest.clip;

/**
 * What was measured of a recording.
 *
 * @param format the file format and the coding in it
 * @param sampleRate of the source, in hertz
 * @param channels of the source
 * @param sourceSeconds its length before silence was trimmed
 * @param level of the speech in dB relative to full scale, as root mean square, before its loudness was changed
 * @param peak in dB relative to full scale
 * @param clipped share of the samples that are at full scale
 * @param lufs integrated loudness by EBU R128, before it was changed
 */
record Quality(
        String format,
        int sampleRate,
        int channels,
        double sourceSeconds,
        double level,
        double peak,
        double clipped,
        double lufs) {}
