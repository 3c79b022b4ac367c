package dev.yinsong.common.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** WAV files, for the command line and tests. */
public final class WavFile {

    private static final double HOUR = 3600;

    private WavFile() {}

    /** Writes one channel of 16-bit samples. */
    public static void write(Path file, Waveform sound) throws IOException {
        Files.write(file, AudioEncoder.encode(sound, AudioFormat.WAV));
    }

    /**
     * Reads a WAV (or any other recording) of up to an hour, its channels mixed to one.
     *
     * @throws UnusableAudio when it cannot be decoded whole
     */
    public static Waveform read(Path file) throws IOException {
        return AudioDecoder.decode(file, HOUR).sound();
    }
}
