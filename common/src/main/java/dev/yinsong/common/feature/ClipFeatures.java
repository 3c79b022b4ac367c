package dev.yinsong.common.feature;

import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What training needs of one clip, as a safetensors file: {@code text_token} I32, {@code speech_token} I32, {@code mel} F32
 * [T, mels] and {@code speaker} F32.
 *
 * @param textTokens ids of the transcript
 * @param speechTokens ids of the speech
 * @param mel row-major [frames, mels], natural logarithms, not normalised
 * @param frames rows of {@code mel}
 * @param speaker the speaker encoder's answer, not normalised
 * @param meta free text, such as the transcript
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
public record ClipFeatures(
        int[] textTokens, int[] speechTokens, float[] mel, int frames, float[] speaker, Map<String, String> meta) {

    public ClipFeatures {
        if (frames < 1 || mel.length == 0 || mel.length % frames != 0) {
            throw new IllegalArgumentException("%d values are not %d frames".formatted(mel.length, frames));
        }
        if (textTokens.length == 0 || speechTokens.length == 0 || speaker.length == 0) {
            throw new IllegalArgumentException("a clip has tokens and a speaker, this one has %d, %d and %d"
                    .formatted(textTokens.length, speechTokens.length, speaker.length));
        }
        meta = Map.copyOf(meta);
    }

    /** Values a frame. */
    public int mels() {
        return mel.length / frames;
    }

    /** The file's bytes. */
    public byte[] toBytes() {
        return SafeTensors.bytes(tensors(), meta);
    }

    public void write(Path file) {
        SafeTensors.write(file, tensors(), meta);
    }

    private List<TensorEntry> tensors() {
        return List.of(
                TensorEntry.of("text_token", textTokens, textTokens.length),
                TensorEntry.of("speech_token", speechTokens, speechTokens.length),
                TensorEntry.of("mel", mel, frames, mels()),
                TensorEntry.of("speaker", speaker, speaker.length));
    }

    /**
     * Reads a file.
     *
     * @throws MalformedTensorFile when it does not hold a clip's features
     */
    public static ClipFeatures read(Path file) {
        var tensors = SafeTensors.open(file);
        try {
            var mel = tensors.tensor("mel");
            var speaker = tensors.tensor("speaker");
            if (mel.shape().length != 2 || !mel.finite() || !speaker.finite()) {
                throw new IllegalArgumentException("mel or speaker is not what it should be: " + mel + ", " + speaker);
            }
            return new ClipFeatures(
                    tensors.tensor("text_token").ints(),
                    tensors.tensor("speech_token").ints(),
                    mel.floats(),
                    Math.toIntExact(mel.shape()[0]),
                    speaker.floats(),
                    tensors.metadata());
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw new MalformedTensorFile(file + " holds no clip's features: " + e.getMessage(), e);
        }
    }
}
