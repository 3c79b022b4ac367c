package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Raw losses; NaN for what was not measured.
 *
 * @param llmNats cross-entropy of the language model, in nats a token
 * @param flow mean squared error of the flow
 */
public record Losses(double llmNats, double flow) {

    static Losses of(JsonNode json) {
        return new Losses(number(json.path("llmNats")), number(json.path("flow")));
    }

    /** Whether anything was measured. */
    public boolean isMeasured() {
        return !Double.isNaN(llmNats) || !Double.isNaN(flow);
    }

    /** {@code LLM 2.3750 nats/token, flow 0.4375 MSE}. */
    @Override
    public String toString() {
        return "LLM " + text(llmNats) + " nats/token, flow " + text(flow) + " MSE";
    }

    /** A loss with four decimals, or a dash. */
    public static String text(double loss) {
        return Double.isNaN(loss) ? "–" : String.format(Locale.ROOT, "%.4f", loss);
    }

    private static double number(JsonNode json) {
        return json.isNumber() ? json.asDouble() : Double.NaN;
    }
}
