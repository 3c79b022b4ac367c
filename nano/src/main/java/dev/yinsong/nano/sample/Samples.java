package dev.yinsong.nano.sample;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.nano.corpus.Speech;
import dev.yinsong.nano.corpus.Teacher;
import dev.yinsong.nano.corpus.Utterance;
import dev.yinsong.nano.corpus.Wav;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the folder samples/: numbered pairs of a wav file at 22.05 kHz and a text file. */
public final class Samples {

    private Samples() {}

    /**
     * Writes the clips.
     *
     * @param folder made when it is missing; files of the same names are replaced
     */
    public static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (String text : texts()) {
            String name = "%03d".formatted(++number);
            var utterance = Speech.speak(Teacher.heldOut(), name, text, 1);
            var sound = new Waveform(utterance.samples(), Utterance.SAMPLE_RATE).at(22_050);
            new Wav(sound.samples(), sound.sampleRate()).write(folder.resolve(name + ".wav"));
            Files.writeString(folder.resolve(name + ".txt"), text + "\n");
        }
    }

    /** Sentences of our own, which the corpus' grammar cannot say. */
    private static List<String> texts() throws IOException {
        try (var in = Samples.class.getResourceAsStream("sentences.txt")) {
            if (in == null) {
                throw new IOException("sentences.txt is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** {@code main FOLDER}. */
    public static void main(String... arguments) throws IOException {
        make(Path.of(arguments.length > 0 ? arguments[0] : "samples"));
    }
}
