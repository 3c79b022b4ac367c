package dev.yinsong.trainer.gate;

import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.gate.GateReport.Check;
import dev.yinsong.trainer.gate.GateReport.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets only candidates through that are better than the base: lower losses on clips that they did not learn from, and
 * prompt-free speech that is as long as its text and sounds more like the speaker.
 */
@ApplicationScoped
public class Gate {

    private final TrainerConfig.Gate config;

    /** The gate of a configuration. */
    public Gate(TrainerConfig config) {
        this.config = config.gate();
    }

    /** Judges by the losses alone: synthesis is switched off. */
    public GateReport judge(Losses before, Losses after) {
        return report(losses(before, after), List.of(), null, null);
    }

    /**
     * Judges by the losses and, when those are good, by what base and candidate say. Takes as long as speaking does.
     *
     * @param before losses of the base on held-out clips; absent for a module that did not learn
     * @param after losses of the candidate on the same clips
     * @param language which sentences to speak
     */
    public GateReport judge(Losses before, Losses after, String language, Rehearsal rehearsal) {
        var checks = losses(before, after);
        if (config.sentences() == 0 || !checks.stream().allMatch(Check::passed)) {
            return report(checks, List.of(), null, null);
        }
        var sentences = Sentences.of(language, config).stream()
                .limit(config.sentences())
                .map(text -> new Sentence(
                        text, rehearsal.expectedSeconds(text), rehearsal.base(text), rehearsal.tuned(text)))
                .toList();
        checks.add(lengths(
                "runs-on",
                "run on past their text",
                sentences,
                s -> s.tuned().seconds() > config.runsOnAbove() * s.expectedSeconds()));
        checks.add(lengths(
                "stops-short",
                "stop short of it",
                sentences,
                s -> s.tuned().seconds() < config.stopsShortBelow() * s.expectedSeconds()));
        var base = likeness(sentences, Sentence::base);
        var tuned = likeness(sentences, Sentence::tuned);
        checks.add(similarity(base, tuned));
        return report(checks, sentences, base, tuned);
    }

    private static List<Check> losses(Losses before, Losses after) {
        var checks = new ArrayList<Check>();
        compare(
                checks,
                "held-out-llm",
                "LLM loss on held-out clips, in nats a token",
                before.llmNats(),
                after.llmNats());
        compare(checks, "held-out-flow", "flow loss on held-out clips", before.flow(), after.flow());
        if (checks.isEmpty()) {
            checks.add(new Check("held-out", false, "no loss was measured on held-out clips"));
        }
        return checks;
    }

    private static void compare(
            List<Check> checks, String name, String what, @Nullable Double before, @Nullable Double after) {
        if (before == null && after == null) {
            return;
        }
        double from = before == null ? Double.NaN : before;
        double to = after == null ? Double.NaN : after;
        boolean fell = Double.isFinite(from) && Double.isFinite(to) && to < from;
        var verb = fell ? "fell" : "did not fall";
        checks.add(new Check(name, fell, say("%s %s: %.4f at the start, %.4f at the end", what, verb, from, to)));
    }

    private Check lengths(String name, String what, List<Sentence> sentences, Predicate<Sentence> bad) {
        long count = sentences.stream().filter(bad).count();
        boolean passed = count <= config.tolerated() * sentences.size();
        return new Check(name, passed, say("%d of %d sentences %s", count, sentences.size(), what));
    }

    private static Check similarity(@Nullable Double base, @Nullable Double tuned) {
        var name = "speaker-similarity";
        if (base == null || tuned == null) {
            return new Check(name, false, "too little was said to tell whose voice it is");
        }
        return new Check(name, tuned > base, say("speaker similarity %.4f, of the base %.4f", tuned, base));
    }

    private static GateReport report(
            List<Check> checks, List<Sentence> sentences, @Nullable Double base, @Nullable Double tuned) {
        return new GateReport(checks.stream().allMatch(Check::passed), checks, base, tuned, sentences);
    }

    /** The mean likeness of all takes, or null when that of one is not known. */
    private static @Nullable Double likeness(List<Sentence> sentences, Function<Sentence, Rehearsal.Take> take) {
        double sum = 0;
        for (var sentence : sentences) {
            var similarity = take.apply(sentence).similarity();
            if (similarity == null) {
                return null;
            }
            sum += similarity / sentences.size();
        }
        return sum;
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
