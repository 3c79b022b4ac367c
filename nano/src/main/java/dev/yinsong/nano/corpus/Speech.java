package dev.yinsong.nano.corpus;

import dev.yinsong.common.audio.Waveform;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Lets a teacher speak a sentence: with flite or espeak-ng, then warps, trims and levels what they say. */
public final class Speech {

    private static final double LEAD = 0.06; // seconds kept before the first sound
    private static final double REST = 0.10; // and after the last
    private static final double LEVEL = Math.pow(10, -22 / 20.0); // root mean square of the loud parts
    private static final double ESPEAK_RATE = 165; // words a minute

    private Speech() {}

    /**
     * Speaks.
     *
     * @param tempo above 1 is slower
     * @throws IOException when the program is missing or fails, with what it said
     */
    public static Utterance speak(Teacher teacher, String id, String text, double tempo) throws IOException {
        double stretch = tempo * teacher.warp();
        var take = switch (teacher.program()) {
            case FLITE -> Flite.say(teacher.voice(), text, stretch);
            case ESPEAK -> Espeak.say(teacher.voice(), text, (int) (ESPEAK_RATE / stretch), pitch(teacher.name() + id));
            case RECORDED -> throw new IllegalArgumentException(teacher.name() + " says only what was recorded of it");
        };
        float[] samples = resampled(take, teacher.warp());
        var phones = take.phones().stream()
                .map(phone -> new Phone(phone.name(), phone.end() / teacher.warp()))
                .toList();
        return trimmed(id, text, phones, samples);
    }

    private static float[] resampled(Take take, double warp) {
        return warp == 1
                ? new Waveform(take.samples(), take.sampleRate())
                        .at(Utterance.SAMPLE_RATE)
                        .samples()
                : Warp.resample(take.samples(), take.sampleRate() * warp / Utterance.SAMPLE_RATE);
    }

    /** Around 50, the voice's own: formant synthesis makes any pitch as well as any other. */
    private static int pitch(String utterance) {
        return new SplittableRandom(utterance.hashCode()).nextInt(25, 80);
    }

    /** An utterance without the silence around it, at the level of all others. */
    static Utterance trimmed(String id, String text, List<Phone> phones, float[] samples) {
        double seconds = (double) samples.length / Utterance.SAMPLE_RATE;
        double[] span = spoken(phones);
        double from = Math.max(0, span[0] - LEAD);
        double to = Math.min(seconds, span[1] + REST);
        int first = (int) (from * Utterance.SAMPLE_RATE);
        float[] kept = java.util.Arrays.copyOfRange(samples, first, (int) (to * Utterance.SAMPLE_RATE));
        level(kept);
        var moved = phones.stream()
                .map(phone -> new Phone(phone.name(), Math.clamp(phone.end() - from, 0, to - from)))
                .toList();
        return new Utterance(id, text, moved, kept);
    }

    private static double[] spoken(List<Phone> phones) {
        int last = phones.size() - 1;
        boolean pauseFirst = phones.getFirst().name().equals(Phone.PAUSE);
        boolean pauseLast = last > 0 && phones.get(last).name().equals(Phone.PAUSE);
        return new double[] {
            pauseFirst ? phones.getFirst().end() : 0,
            phones.get(pauseLast ? last - 1 : last).end()
        };
    }

    private static void level(float[] samples) {
        double[] energy = energies(samples, 400);
        double floor = java.util.Arrays.stream(energy).max().orElse(0) * 1e-3;
        double active =
                java.util.Arrays.stream(energy).filter(e -> e > floor).average().orElse(0);
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        if (active == 0) {
            return;
        }
        float gain = (float) Math.min(LEVEL / Math.sqrt(active), 0.95 / peak);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= gain;
        }
    }

    private static double[] energies(float[] samples, int frame) {
        var energy = new double[samples.length / frame];
        for (int i = 0; i < energy.length; i++) {
            for (int k = 0; k < frame; k++) {
                double sample = samples[i * frame + k];
                energy[i] += sample * sample / frame;
            }
        }
        return energy;
    }
}
