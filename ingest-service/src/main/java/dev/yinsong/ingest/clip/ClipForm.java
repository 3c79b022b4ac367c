package dev.yinsong.ingest.clip;

import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Reads an upload's two parts: {@code audio}, a file, and {@code text}, a field or a file. */
final class ClipForm {

    /** More bytes than any transcript that could be accepted: the rest is not read. */
    private static final int TEXT_BYTES = 1 << 16;

    private ClipForm() {}

    /**
     * The upload.
     *
     * @param limit the largest audio file in bytes
     * @throws UploadIncomplete when a part is missing or there twice
     * @throws AudioTooLarge when the audio is larger than allowed
     * @throws TranscriptRefused when the text is not UTF-8
     */
    static ClipUpload read(MultipartFormDataInput form, long limit) throws IOException {
        return new ClipUpload(audio(only("audio", form), limit), text(only("text", form)));
    }

    private static FormValue only(String name, MultipartFormDataInput form) {
        Collection<FormValue> values = form.getValues().getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new UploadIncomplete("The form needs exactly one part " + name + ", and has " + values.size() + ".");
        }
        return values.iterator().next();
    }

    private static Path audio(FormValue part, long limit) throws IOException {
        if (!part.isFileItem()) {
            throw new UploadIncomplete("The part audio must be a file, with a filename.");
        }
        if (part.getFileItem().getFileSize() > limit) {
            throw new AudioTooLarge(limit);
        }
        return part.getFileItem().getFile();
    }

    private static String text(FormValue part) throws IOException {
        if (!part.isFileItem()) {
            return part.getValue(); // bytes that are no UTF-8 are U+FFFD by now, which is refused later
        }
        try (var in = part.getFileItem().getInputStream()) {
            return Speakable.decode(in.readNBytes(TEXT_BYTES));
        } catch (UnspeakableText e) {
            throw new TranscriptRefused(e);
        }
    }
}
