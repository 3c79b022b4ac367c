package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lets a teacher speak a sentence: runs flite or espeak-ng, warps, trims and levels what they say. */
public final class Speech {

    private static final double LEAD = 0.06; // seconds kept before the first sound
    private static final double REST = 0.10; // and after the last
    private static final double LEVEL = Math.pow(10, -22 / 20.0); // root mean square of the loud parts

    private Speech() {}

    /**
     * Speaks.
     *
     * @param tempo above 1 is slower
     * @throws IOException when the program is missing or fails, with what it said
     */
    public static Utterance speak(Teacher teacher, String id, String text, double tempo) throws IOException {
        Path file = Files.createTempFile("yinsong-nano-", ".wav");
        try {
            String printed = run(command(teacher, text, tempo, file));
            var wav = Wav.read(file);
            double rate = (double) wav.sampleRate() / Utterance.SAMPLE_RATE;
            float[] samples = Warp.resample(wav.samples(), rate * teacher.warp());
            var phones = teacher.labelled()
                    ? Phone.parse(printed).stream()
                            .map(phone -> new Phone(phone.name(), phone.end() / teacher.warp()))
                            .toList()
                    : List.<Phone>of();
            return trimmed(id, text, phones, samples);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static List<String> command(Teacher teacher, String text, double tempo, Path out) {
        double stretch = tempo * teacher.warp();
        return switch (teacher.program()) {
            case FLITE ->
                List.of(
                        "flite",
                        "-voice",
                        teacher.voice(),
                        "--setf",
                        "duration_stretch=" + stretch,
                        "-psdur",
                        "-t",
                        text,
                        "-o",
                        out.toString());
            case ESPEAK ->
                List.of(
                        "espeak-ng",
                        "-v",
                        teacher.voice(),
                        "-s",
                        String.valueOf(Math.round(165 / stretch)),
                        "-w",
                        out.toString(),
                        text);
        };
    }

    private static String run(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(command.getFirst() + " does not start: run nano/install-voices.sh", e);
        }
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within a minute");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.getFirst() + " spoke");
        }
    }

    private static Utterance trimmed(String id, String text, List<Phone> phones, float[] samples) {
        double seconds = (double) samples.length / Utterance.SAMPLE_RATE;
        double[] span = phones.isEmpty() ? loud(samples) : spoken(phones);
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

    private static double[] loud(float[] samples) {
        int frame = Utterance.SAMPLE_RATE / 100;
        double[] energy = energies(samples, frame);
        double threshold = java.util.Arrays.stream(energy).max().orElse(0) * Math.pow(10, -3.8);
        int first = 0;
        int last = energy.length - 1;
        while (first < last && energy[first] < threshold) {
            first++;
        }
        while (last > first && energy[last] < threshold) {
            last--;
        }
        return new double[] {first * 0.01, (last + 1) * 0.01};
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
