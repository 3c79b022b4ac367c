package dev.yinsong.common.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** 16-bit little-endian samples, with or without a WAV header before them. */
final class PcmStream implements AudioStream {

    /** For a length that nobody knows: as large as programs that count in signed integers bear. */
    private static final int ENDLESS = 0x7ffff000;

    static final int HEADER = 44; // bytes
    static final int RIFF_LENGTH = 4, DATA_LENGTH = 40; // where the lengths are

    private final OutputStream out;

    private PcmStream(OutputStream out) {
        this.out = out;
    }

    static PcmStream raw(OutputStream out) {
        return new PcmStream(out);
    }

    /** @param samples how many there will be, negative if nobody knows */
    static PcmStream wav(OutputStream out, int sampleRate, int samples) throws IOException {
        int bytes = samples < 0 ? ENDLESS : Math.multiplyExact(samples, 2);
        var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(bytes + HEADER - 8).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        header.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
        header.put(ascii("data")).putInt(bytes);
        out.write(header.array());
        return new PcmStream(out);
    }

    /** Whether a header is that of {@link #wav} with a length that nobody knew. */
    static boolean isEndless(ByteBuffer header) {
        return header.getInt(0)
                        == ByteBuffer.wrap(ascii("RIFF")).order(header.order()).getInt()
                && header.getInt(DATA_LENGTH) == ENDLESS;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Nearest 16-bit sample; a NaN is silence. */
    static short quantised(float sample) {
        return (short) Math.clamp(Math.round(sample * 32768.0), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public void write(float[] samples) throws IOException {
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort(quantised(sample));
        }
        out.write(bytes.array());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
