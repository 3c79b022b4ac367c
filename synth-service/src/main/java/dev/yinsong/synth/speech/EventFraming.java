package dev.yinsong.synth.speech;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.problem.Problem;
import dev.yinsong.synth.openai.OpenAiError;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/**
 * OpenAI's server-sent events: {@code speech.audio.delta} with some bytes in base64, again and again, then
 * {@code speech.audio.done} with the usage, or an {@code error}.
 */
final class EventFraming implements Framing {

    /** The content type. */
    static final String MEDIA_TYPE = "text/event-stream";

    private static final Logger LOG = Logger.getLogger(EventFraming.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Audio; bytes are base64 in JSON. */
    private record Delta(String type, byte[] audio) {}

    /** The end. */
    private record Done(String type, Usage usage) {}

    /** Tokens of the text and of the speech. */
    private record Usage(
            @JsonProperty("input_tokens") int inputTokens,
            @JsonProperty("output_tokens") int outputTokens,
            @JsonProperty("total_tokens") int totalTokens) {}

    /** The end that should not be. */
    private record Failed(String type, OpenAiError.Content error) {}

    @Override
    public byte[] audio(byte[] bytes) {
        return event(new Delta("speech.audio.delta", bytes));
    }

    @Override
    public void end(SpeechPipe pipe, Spoken spoken) {
        var usage = new Usage(spoken.textTokens(), spoken.speechTokens(), spoken.textTokens() + spoken.speechTokens());
        pipe.end(event(new Done("speech.audio.done", usage)));
    }

    @Override
    public void fail(SpeechPipe pipe, Throwable failure) {
        if (!pipe.hungUp()) { // else the hang-up is all that failed
            pipe.end(event(new Failed("error", content(failure))));
        }
    }

    private static OpenAiError.Content content(Throwable failure) {
        if (failure instanceof Problem problem) {
            return OpenAiError.of(problem.details()).error();
        }
        LOG.error("a speech broke off", failure);
        return OpenAiError.ofAccident("The speech broke off. The log has the reason.")
                .error();
    }

    private static byte[] event(Object data) {
        try {
            return ("data: " + JSON.writeValueAsString(data) + "\n\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event can't be written as JSON", e);
        }
    }
}
