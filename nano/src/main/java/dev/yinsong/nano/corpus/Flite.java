package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's program flite, which prints when each of its sounds ends. */
final class Flite {

    private Flite() {}

    /** @param stretch above 1 is slower */
    static Take say(String voice, String text, double stretch) throws IOException {
        Path file = Files.createTempFile("yinsong-nano-", ".wav");
        try {
            var command = List.of(
                    "flite",
                    "-voice",
                    voice,
                    "--setf",
                    "duration_stretch=" + stretch,
                    "-psdur",
                    "-t",
                    text,
                    "-o",
                    file.toString());
            String printed = Program.run(Path.of("."), command, 1);
            var wav = Wav.read(file);
            return new Take(wav.samples(), wav.sampleRate(), Phone.parse(printed));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
