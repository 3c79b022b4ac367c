package dev.yinsong.nano;

import dev.yinsong.nano.corpus.Phone;
import dev.yinsong.nano.corpus.Teacher;
import dev.yinsong.nano.corpus.Utterance;
import dev.yinsong.nano.corpus.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A corpus whose letters are hummed: each vowel a pair of resonances, each voice a pitch. */
final class HummedCorpus {

    private static final String LETTERS = "aiou";
    private static final String[] PHONES = {"aa", "iy", "ow", "uw"};
    private static final double[][] RESONANCES = {{700, 1200}, {300, 2300}, {500, 900}, {320, 700}};
    private static final double SOUND = 0.15; // seconds

    private HummedCorpus() {}

    static void write(Path folder, List<Teacher> teachers) throws IOException {
        for (int voice = 0; voice < teachers.size(); voice++) {
            var teacher = teachers.get(voice);
            Path wavs = Files.createDirectories(folder.resolve(teacher.name()));
            var rows = new StringBuilder();
            for (int i = 0; i < teacher.sentences(); i++) {
                var random = new Random(voice * 100L + i);
                String text = text(random);
                new Wav(hum(text, 110 * (1 + 0.7 * voice)), Utterance.SAMPLE_RATE)
                        .write(wavs.resolve("%05d.wav".formatted(i)));
                rows.append("%05d\t%s\t%s%n".formatted(i, text, phones(text)));
            }
            Files.writeString(
                    folder.resolve(teacher.name() + ".tsv"), rows.toString().replace("\r", ""));
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static String phones(String text) {
        var phones = new ArrayList<String>();
        for (int i = 0; i < text.length(); i++) {
            phones.add(new Phone(PHONES[LETTERS.indexOf(text.charAt(i))], (i + 1) * SOUND).toString());
        }
        return String.join(" ", phones);
    }

    private static float[] hum(String text, double pitch) {
        var samples = new float[(int) (text.length() * SOUND * Utterance.SAMPLE_RATE)];
        for (int n = 0; n < samples.length; n++) {
            double time = (double) n / Utterance.SAMPLE_RATE;
            var resonances = RESONANCES[LETTERS.indexOf(text.charAt((int) (time / SOUND)))];
            double sum = 0;
            for (int harmonic = 1; harmonic * pitch < 4000; harmonic++) {
                double gain = 0.05;
                for (double resonance : resonances) {
                    gain += Math.exp(-Math.pow((harmonic * pitch - resonance) / 150, 2));
                }
                sum += gain * Math.sin(2 * Math.PI * harmonic * pitch * time);
            }
            samples[n] = (float) (0.1 * sum);
        }
        return samples;
    }
}
