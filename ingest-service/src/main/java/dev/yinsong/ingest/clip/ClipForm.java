package dev.yinsong.ingest.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Reads an upload's two parts: {@code audio}, a file, and {@code text}, a field or a file. */
final class ClipForm {

    private ClipForm() {}

    /**
     * The upload.
     *
     * @throws UploadIncomplete when a part is missing or there twice
     * @throws TranscriptRefused when the text is not UTF-8
     */
    static ClipUpload read(MultipartFormDataInput form) throws IOException {
        return new ClipUpload(audio(only("audio", form)), text(only("text", form)));
    }

    private static FormValue only(String name, MultipartFormDataInput form) {
        Collection<FormValue> values = form.getValues().getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new UploadIncomplete("The form needs exactly one part " + name + ", and has " + values.size() + ".");
        }
        return values.iterator().next();
    }

    private static Path audio(FormValue part) throws IOException {
        if (!part.isFileItem()) {
            throw new UploadIncomplete("The part audio must be a file, with a filename.");
        }
        return part.getFileItem().getFile();
    }

    private static String text(FormValue part) throws IOException {
        if (!part.isFileItem()) {
            return part.getValue(); // bytes that are no UTF-8 are U+FFFD by now, which is refused later
        }
        return TranscriptFile.read(part.getFileItem().getFile());
    }
}
