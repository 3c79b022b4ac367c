package dev.yinsong.common.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Sound to files, whole or piece by piece. */
public final class AudioEncoder {

    private AudioEncoder() {}

    /** A whole file, with the lengths in its header. */
    public static byte[] encode(Waveform sound, AudioFormat format) {
        var out = new ByteArrayOutputStream();
        try (var stream = switch (format) {
            case WAV -> PcmStream.wav(out, sound.sampleRate(), sound.samples().length);
            case PCM -> PcmStream.raw(out);
            case MP3, FLAC, OPUS, AAC -> CodecStream.whole(out, format, sound.sampleRate());
        }) {
            stream.write(sound.samples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * A stream whose length nobody knows yet.
     *
     * @param out receives the bytes in order, is flushed after each piece and not closed
     */
    public static AudioStream open(OutputStream out, AudioFormat format, int sampleRate) throws IOException {
        return switch (format) {
            case WAV -> PcmStream.wav(out, sampleRate, -1);
            case PCM -> PcmStream.raw(out);
            case MP3, FLAC, OPUS, AAC -> CodecStream.live(out, format, sampleRate);
        };
    }
}
