package dev.yinsong.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Raw losses, never weighted or scaled. What was not measured is absent.
 *
 * @param llmNats cross-entropy of the language model, in nats a token
 * @param flow mean squared error of the flow
 */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Losses(@Nullable Double llmNats, @Nullable Double flow) {

    /** Nothing was measured. */
    public static final Losses NONE = new Losses(null, null);

    /** These losses, and the others where one of these was not measured. */
    public Losses or(Losses others) {
        return new Losses(llmNats == null ? others.llmNats : llmNats, flow == null ? others.flow : flow);
    }

    @Override
    public String toString() {
        return "LLM " + number(llmNats) + " nats a token, flow " + number(flow);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "not measured" : String.format(Locale.ROOT, "%.4f", value);
    }
}
