package dev.yinsong.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Raw losses, never weighted or scaled. What was not measured is absent.
 *
 * @param llmNats cross-entropy of the language model, in nats a token
 * @param flow mean squared error of the flow
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Losses(@Nullable Double llmNats, @Nullable Double flow) {

    /** Nothing was measured. */
    public static final Losses NONE = new Losses(null, null);

    @Override
    public String toString() {
        return "LLM " + number(llmNats) + " nats a token, flow " + number(flow);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "not measured" : String.format(Locale.ROOT, "%.4f", value);
    }
}
