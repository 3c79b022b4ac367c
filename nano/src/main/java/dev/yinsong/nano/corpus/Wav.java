package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Mono 16-bit RIFF files, the only kind that the corpus holds.
 *
 * @param samples -1 to 1
 * @param sampleRate in hertz
 */
public record Wav(float[] samples, int sampleRate) {

    private static final int HEADER = 44;

    /** Reads a file; anything but mono 16-bit PCM is refused. */
    public static Wav read(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int rate = 0;
        int at = 12;
        while (at + 8 <= bytes.limit()) {
            String chunk = new String(bytes.array(), at, 4, StandardCharsets.US_ASCII);
            int size = Math.min(bytes.getInt(at + 4), bytes.limit() - at - 8);
            if (chunk.equals("fmt ")) {
                if (bytes.getShort(at + 10) != 1 || bytes.getShort(at + 22) != 16) {
                    throw new IOException(file + " is not mono 16-bit PCM");
                }
                rate = bytes.getInt(at + 12);
            } else if (chunk.equals("data")) {
                var samples = new float[size / 2];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = bytes.getShort(at + 8 + 2 * i) / 32768f;
                }
                return new Wav(samples, rate);
            }
            at += 8 + size + (size & 1);
        }
        throw new IOException(file + " holds no sound");
    }

    /** Writes through a neighbour file, so that a broken run leaves no half file. */
    public void write(Path file) throws IOException {
        int size = samples.length * 2;
        var bytes = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + size);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        bytes.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(size);
        for (float sample : samples) {
            bytes.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * 32767f));
        }
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Files.write(draft, bytes.array());
        Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
