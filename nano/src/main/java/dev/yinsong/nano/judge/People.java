package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.nano.corpus.Aligner;
import dev.yinsong.nano.corpus.Pronunciations;
import dev.yinsong.nano.corpus.Utterance;
import dev.yinsong.nano.corpus.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Recordings of a person: pairs of a sound and a text of the same name in a folder. */
final class People {

    private static final double LONGEST = 60; // seconds

    private People() {}

    /** All pairs, in the order of their names. */
    static List<Recording> read(Path folder) throws IOException {
        var recordings = new ArrayList<Recording>();
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.txt$", "");
                var sound = AudioDecoder.decode(sound(folder, name), LONGEST).sound();
                recordings.add(new Recording(name, Files.readString(file).strip(), sound));
            }
        }
        return recordings;
    }

    /**
     * All pairs, with the times of their sounds.
     *
     * @param work gets the sounds at 16 kHz
     */
    static List<Utterance> aligned(Path folder, Path work) throws IOException {
        Path wavs = Files.createDirectories(work.resolve("people").resolve(folder.getFileName()));
        var texts = new TreeMap<String, String>();
        for (var recording : read(folder)) {
            float[] samples = recording.sound().at(Utterance.SAMPLE_RATE).samples();
            new Wav(samples, Utterance.SAMPLE_RATE).write(wavs.resolve(recording.name() + ".wav"));
            texts.put(recording.name(), recording.text());
        }
        var phones = new Aligner(Pronunciations.installed()).align(wavs, texts);
        var utterances = new ArrayList<Utterance>();
        for (String name : texts.keySet()) {
            if (phones.containsKey(name)) {
                utterances.add(new Utterance(
                        name,
                        texts.getOrDefault(name, ""),
                        phones.getOrDefault(name, List.of()),
                        Wav.read(wavs.resolve(name + ".wav")).samples()));
            }
        }
        return utterances;
    }

    private static Path sound(Path folder, String name) throws IOException {
        for (String extension : List.of("wav", "flac", "mp3", "ogg")) {
            Path file = folder.resolve(name + "." + extension);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IOException(folder + " has a text " + name + ".txt and no sound of that name");
    }
}
