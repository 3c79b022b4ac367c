package dev.yinsong.synth.speech;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * A speech request as a form: the fields of the JSON body, and a clip to imitate.
 *
 * @param body the fields that the JSON body has, too
 * @param reference the clip, if there is one
 */
record SpeechForm(SpeechBody body, Optional<SpeakerChoice.Imitated> reference) {

    private static final String CLIP = "reference";
    private static final String TEXT = "reference_text";

    /**
     * Reads a form.
     *
     * @throws InvalidSpeech when a field is not of its kind, or a clip comes without a text that can be its own
     */
    static SpeechForm read(MultipartFormDataInput form, ObjectMapper json) {
        var fields = new HashMap<String, String>();
        form.getValues()
                .forEach((name, values) -> values.stream()
                        .filter(value -> !value.isFileItem())
                        .findFirst()
                        .ifPresent(value -> fields.put(name, value.getValue())));
        try {
            var reference = clip(form).map(clip -> new SpeakerChoice.Imitated(clip, text(fields)));
            return new SpeechForm(json.convertValue(fields, SpeechBody.class), reference);
        } catch (InvalidSpeech refusal) {
            throw refusal;
        } catch (IllegalArgumentException mismatch) {
            throw new InvalidSpeech("body", "A field of the form is not of its kind, such as a number.");
        }
    }

    private static Optional<Path> clip(MultipartFormDataInput form) {
        Collection<FormValue> parts = form.getValues().getOrDefault(CLIP, List.of());
        return parts.stream()
                .filter(FormValue::isFileItem)
                .findFirst()
                .map(part -> part.getFileItem().getFile());
    }

    private static String text(Map<String, String> fields) {
        var text = fields.getOrDefault(TEXT, "");
        if (text.isBlank()) {
            throw new InvalidSpeech(TEXT, "A reference needs reference_text: what is said in it, word by word.");
        }
        try {
            return Speakable.cleaned(text, Speakable.TRANSCRIPT_CHARACTERS);
        } catch (UnspeakableText e) {
            throw new InvalidSpeech(TEXT, String.valueOf(e.getMessage()));
        }
    }

    /** What the description of the API says of it. */
    @Schema(name = "ReferenceForm", allOf = SpeechBody.class)
    record Described(
            @Schema(format = "binary", description = "Up to 30 s of speech in any format; 3 to 10 s are best")
            String reference,

            @Schema(name = TEXT, description = "What is said in the reference, word by word, up to 1000 characters")
            String referenceText) {}
}
