package dev.yinsong.nano.feature;

import dev.yinsong.nano.corpus.Phone;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The features of one utterance; numbers are widened from 16 bits at each call.
 *
 * @param voice the teacher's name
 * @param id unique within the voice
 * @param text what is said
 * @param phones sounds and their times; empty where they aren't known
 * @param parts the memory of each kind of feature
 */
public record Clip(String voice, String id, String text, List<Phone> phones, Parts parts) {

    /** Values a frame of the tokenizer's, the flow's and the speaker encoder's spectrum. */
    public static final int WHISPER = 128, MEL = 80, FBANK = 80;

    /** Samples of sound to a mel frame, and their rate in hertz. */
    public static final int HOP = 256, SAMPLE_RATE = 22_050;

    /** Speech tokens a second. */
    public static final int TOKEN_RATE = 50;

    /** Views of mapped memory, little-endian 16-bit values. */
    record Parts(ByteBuffer whisper, ByteBuffer mel, ByteBuffer fbank, ByteBuffer pitch, ByteBuffer sound) {}

    /** One in fifty is never trained on. */
    public boolean heldOut() {
        return Integer.parseInt(id) % 50 == 7;
    }

    /** How many speech tokens the clip has. */
    public int tokens() {
        return parts.whisper.remaining() / 2 / WHISPER / 2;
    }

    /** How many mel frames the clip has. */
    public int frames() {
        return parts.mel.remaining() / 2 / MEL;
    }

    /** Log-mel frames [2·tokens, 128]. */
    public float[] whisper() {
        return whisper(0, tokens() * 2);
    }

    /** Log-mel frames [count, 128] from a frame on. */
    public float[] whisper(int from, int count) {
        return halves(parts.whisper, from * WHISPER, count * WHISPER);
    }

    /** Mel frames [count, 80] from a frame on. */
    public float[] mel(int from, int count) {
        return halves(parts.mel, from * MEL, count * MEL);
    }

    /** All mel frames [frames, 80]. */
    public float[] mel() {
        return mel(0, frames());
    }

    /** Filter-bank frames [n, 80], not yet centred. */
    public float[] fbank() {
        return halves(parts.fbank, 0, parts.fbank.remaining() / 2);
    }

    /** Pitch in hertz of each mel frame, 0 where there is none. */
    public float[] pitch(int from, int count) {
        return halves(parts.pitch, from, count);
    }

    /** Samples at 22.05 kHz of count mel frames from a frame on. */
    public float[] sound(int from, int count) {
        var samples = new float[count * HOP];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = parts.sound.getShort((from * HOP + i) * 2) / 32767f;
        }
        return samples;
    }

    private static float[] halves(ByteBuffer memory, int from, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat(memory.getShort((from + i) * 2));
        }
        return values;
    }
}
