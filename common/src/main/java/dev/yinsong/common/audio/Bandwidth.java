package dev.yinsong.common.audio;

/** The highest frequency that a recording really uses: a sound once cut at 4 kHz stays so at any sample rate. */
final class Bandwidth {

    private static final int FFT = 1024;
    private static final int HOP = 512;
    private static final double BELOW_LOUDEST = 1e-6; // 60 dB

    private Bandwidth() {}

    /** In hertz; half the sample rate where the sound is too short to tell. */
    static double of(Waveform sound) {
        var spectrum = new ShortTimeSpectrum(FFT, HOP, ShortTimeSpectrum.hann(FFT));
        int frames = spectrum.frames(sound.samples().length, 0);
        if (frames < 1) {
            return sound.sampleRate() / 2.0;
        }
        var mean = new double[spectrum.bins()];
        spectrum.forEach(sound.samples(), 0, frames, (t, power) -> {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += power[k];
            }
        });
        double loudest = 0;
        for (double power : mean) {
            loudest = Math.max(loudest, power);
        }
        int highest = mean.length - 1;
        while (highest > 0 && mean[highest] <= loudest * BELOW_LOUDEST) {
            highest--;
        }
        return (double) highest * sound.sampleRate() / FFT;
    }
}
