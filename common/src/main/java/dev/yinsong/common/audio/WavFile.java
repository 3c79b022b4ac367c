package dev.yinsong.common.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** WAV files, for the command line and tests. */
public final class WavFile {

    private static final double HOUR = 3600;

    private WavFile() {}

    /** Writes one channel of 16-bit samples. */
    public static void write(Path file, Waveform sound) throws IOException {
        Files.write(file, AudioEncoder.encode(sound, AudioFormat.WAV));
    }

    /**
     * Writes the true lengths into the header of a WAV that was streamed, and so could not tell them. Leaves any other
     * file as it is.
     */
    public static void complete(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var header = ByteBuffer.allocate(PcmStream.HEADER).order(ByteOrder.LITTLE_ENDIAN);
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // reads on
            }
            if (!header.hasRemaining() && PcmStream.isEndless(header.flip())) {
                long samples = channel.size() - PcmStream.HEADER;
                writeInt(channel, PcmStream.RIFF_LENGTH, samples + PcmStream.HEADER - 8);
                writeInt(channel, PcmStream.DATA_LENGTH, samples);
            }
        }
    }

    private static void writeInt(FileChannel channel, int position, long value) throws IOException {
        var bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Math.toIntExact(value))
                .flip();
        channel.write(bytes, position);
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
