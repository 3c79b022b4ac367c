package dev.yinsong.trainer.run;

import dev.yinsong.trainer.Losses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Notices losses that a person should look at. Each kind of warning is given once a run. Not for several threads. */
final class LossWatch {

    private static final int WINDOW = 10;

    private final double overfitBelowNats;
    private final double abruptFall;
    private final Deque<Double> llm = new ArrayDeque<>();
    private final Deque<Double> flow = new ArrayDeque<>();
    private boolean toldOverfit;
    private boolean toldLlmFall;
    private boolean toldFlowFall;

    /**
     * A watch.
     *
     * @param overfitBelowNats the language model's loss below which voices tend to go on talking after their text
     * @param abruptFall the share that a loss may fall, from the mean of ten steps to the mean of the next ten
     */
    LossWatch(double overfitBelowNats, double abruptFall) {
        this.overfitBelowNats = overfitBelowNats;
        this.abruptFall = abruptFall;
    }

    /** What there is to warn of after a step with these losses. */
    List<String> after(Losses losses) {
        var warnings = new ArrayList<String>();
        add(llm, losses.llmNats());
        add(flow, losses.flow());
        if (!toldOverfit && llm.size() >= WINDOW && mean(llm, llm.size() - WINDOW) < overfitBelowNats) {
            toldOverfit = true;
            warnings.add(say(
                    "the LLM loss is below %.2f nats a token: the voice may be overfitted and go on after its text",
                    overfitBelowNats));
        }
        if (!toldLlmFall && fell(llm)) {
            toldLlmFall = true;
            warnings.add(fall("LLM", llm));
        }
        if (!toldFlowFall && fell(flow)) {
            toldFlowFall = true;
            warnings.add(fall("flow", flow));
        }
        return warnings;
    }

    private static void add(Deque<Double> last, @Nullable Double loss) {
        if (loss != null) {
            last.addLast(loss);
        }
        if (last.size() > 2 * WINDOW) {
            last.removeFirst();
        }
    }

    private boolean fell(Deque<Double> losses) {
        return losses.size() == 2 * WINDOW && mean(losses, WINDOW) < (1 - abruptFall) * mean(losses, 0);
    }

    private static String fall(String name, Deque<Double> losses) {
        return say(
                "the %s loss fell abruptly, from %.3f to %.3f within %d steps: look for clips that repeat",
                name, mean(losses, 0), mean(losses, WINDOW), WINDOW);
    }

    /** The mean of ten of them. */
    private static double mean(Deque<Double> losses, int from) {
        return losses.stream()
                .skip(from)
                .limit(WINDOW)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
